"""The sentences of the rule *roots*, in English and German."""

// An address that holds the query and the view, so that it can be passed on; it works without script too.

export const shared = (yasqe, yasr, words) => {
  const given = new URLSearchParams(location.search);
  const field = Object.assign(document.createElement('input'), { type: 'text', readOnly: true, hidden: true, className: 'query-link' });
  field.setAttribute('aria-label', words.link);
  const address = () => {
    const to = new URL(location.href);
    to.searchParams.set('query', yasqe.getValue());
    to.searchParams.set('view', yasr.getSelectedPluginName());
    to.hash = '';
    return to.href;
  };
  const show = async () => {
    field.value = address();
    field.hidden = false;
    history.replaceState(null, '', field.value);
    field.focus();
    field.select();
  };
  if (given.get('view') && yasr.plugins[given.get('view')]) yasr.selectPlugin(given.get('view'));
  return { field, show, isAsked: given.has('query') };
};

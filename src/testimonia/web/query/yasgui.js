// The two parts of Yasgui that are used, without its frame of tabs and its choice of endpoints.

import Yasgui from '@zazuko/yasgui';

export const { Yasqe, Yasr } = Yasgui;

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/ServerSettings.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<ServerSettings>;
template struct Instantiate<ServerSettingsState>;
template struct Instantiate<ServerAbout>;

} // namespace tabletalk::api

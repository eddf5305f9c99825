// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/HttpMessage.h"

namespace tabletalk {

/// What a browser shows of a link that invites to this server: that it is opened in Tabletalk. What the link holds
/// behind the # stays in the browser.
HttpReply joinPage();

} // namespace tabletalk

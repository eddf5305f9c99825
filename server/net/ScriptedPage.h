// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/HttpMessage.h"

namespace tabletalk {

/// What one page of ours says; whole lines of HTML, CSS and JavaScript, where none is empty.
struct ScriptedPage
{
    std::string_view title;
    std::string_view style;
    std::string_view body;
    std::string_view script = {};
};

/// The page as an answer. Its style and script, and nothing else, run: by a nonce. It may only call this server.
HttpReply scriptedPage(const ScriptedPage &page);

} // namespace tabletalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/HttpMessage.h"

#include <optional>
#include <string_view>

namespace tabletalk {

enum class ContentEncoding { Gzip, Deflate };

/// The best of ours that an Accept-Encoding header takes; nothing for none.
std::optional<ContentEncoding> chosenEncoding(std::string_view acceptEncoding);

/// Packs the body when the client takes it and it is worth the time. Not for replies that hold
/// a secret: beside text that an attacker chose, its packed length would tell about it.
void compress(HttpReply &reply, std::string_view acceptEncoding);

} // namespace tabletalk

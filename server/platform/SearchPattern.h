// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace tabletalk {

/// What LIKE … ESCAPE '!' takes to find a text in the middle of another, in small letters; the
/// empty text, which is not null, where nothing is searched for.
QString searchPattern(const std::optional<QString> &text);

} // namespace tabletalk

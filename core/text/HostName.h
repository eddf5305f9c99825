// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace tabletalk {

/// The name in a Host header: in lower case, without port, dot at the end or brackets of an
/// IPv6 address. Empty when it is none: spaces, controls, user names, two ports.
QString hostNameOf(QStringView hostHeader);

/// Whether it is a name of the internet in ASCII: labels of letters, digits and dashes, at
/// least two of them, the last not all digits (so no IPv4 address).
bool isDomainName(QStringView name);

/// The organisation's short name that a host name of the form slug.base stands for. Nothing
/// for the base itself, for deeper names, and for names that only look as if they ended in it.
std::optional<QString> slugOfHost(QStringView hostName, QStringView baseDomain);

} // namespace tabletalk

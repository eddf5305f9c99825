// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace tabletalk::knowledge {

/// The form in which two addresses of the same page are the same: http or https, small letters in the host, no default
/// port, no "..", "%7E" as "~" and "%3f" as "%3F", no user, no fragment. The query stays as it is, as it may choose the
/// page. Nothing for what is no address of the web, or is longer than addresses are.
std::optional<QUrl> webAddress(const QUrl &url);

/// Whether both are pages of one site: the same host and port, "www." and https or not.
bool isSameSite(const QUrl &one, const QUrl &other);

/// What requests to it have in common, as "https://example.org:8443".
QString originOf(const QUrl &url);

/// Whether its path begins with it, as a whole part: "/help" has "/help/a" and "/help?x", not "/helping".
bool isBelow(const QUrl &url, const QString &pathPrefix);

} // namespace tabletalk::knowledge

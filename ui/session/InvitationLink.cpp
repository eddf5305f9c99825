// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/InvitationLink.h"

#include "ui/session/ServerAddress.h"

#include <QCoreApplication>
#include <QStringList>

namespace tabletalk::ui {

namespace {

constexpr auto path = "/join";
constexpr auto fingerprintKey = "sha256=";
constexpr qsizetype fingerprintBytes = 32;
constexpr qsizetype longestLink = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("InvitationLink", text);
}

std::unexpected<Problem> notALink(const QString &why)
{
    return failure(ProblemCode::InvalidRequest, why, tr("Copy the whole link, from https:// to its end."));
}

} // namespace

bool InvitationLink::looksLikeOne(const QString &text)
{
    return text.contains(QLatin1StringView(path)) && text.contains(u'#');
}

Result<InvitationLink> InvitationLink::read(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (text.size() > longestLink || !url.isValid() || url.path() != QLatin1StringView(path))
        return notALink(tr("This is no link to join a server."));
    InvitationLink link;
    const QStringList parts = url.fragment(QUrl::FullyDecoded).split(u'&');
    for (const QString &part : parts) {
        if (part.startsWith(QLatin1StringView(fingerprintKey))) {
            link.fingerprint = QByteArray::fromHex(part.mid(qsizetype(qstrlen(fingerprintKey))).toLatin1());
            if (link.fingerprint.size() != fingerprintBytes)
                return notALink(tr("The end of the link is missing."));
        } else if (part.startsWith(QLatin1StringView("ti_"))) {
            link.token = part;
        }
    }
    auto server = serverAddress(text.trimmed());
    if (!server)
        return std::unexpected(server.error());
    if (!link.fingerprint.isEmpty() && server->scheme() != QLatin1StringView("wss"))
        return notALink(tr("The link names a certificate, and an address without encryption."));
    link.server = *std::move(server);
    return link;
}

QString InvitationLink::toServer(const QString &server, const QByteArray &fingerprint)
{
    return server + QLatin1StringView(path) + u'#' + QLatin1StringView(fingerprintKey)
           + QString::fromLatin1(fingerprint.toHex());
}

} // namespace tabletalk::ui

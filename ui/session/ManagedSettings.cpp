// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/ManagedSettings.h"

#include "ui/session/ServerAddress.h"

#include <QCoreApplication>
#include <QFile>

namespace tabletalk::ui {

namespace {

constexpr qint64 largestCaFile = 4 * 1024 * 1024;

} // namespace

ManagedSettings::ManagedSettings(ManagedPolicy policy)
    : m_policy(std::move(policy))
{
    if (isServerLocked()) {
        const Result<QUrl> url = ui::serverAddress(m_policy.serverUrl.value.value_or(QString()));
        m_server = url.value_or(QUrl());
        if (!url && m_policy.errors.empty())
            m_policy.errors.push_back({QStringLiteral("serverUrl"), url.error().detail});
    }
    m_trust.mayAcceptNew = m_policy.trustNewCertificates.value.value_or(true);
    if (m_policy.caFile.isSet())
        readAuthorities();
}

void ManagedSettings::readAuthorities()
{
    const QString path = *m_policy.caFile.value;
    QFile file(path);
    if (!path.isEmpty() && file.open(QIODevice::ReadOnly) && file.size() <= largestCaFile)
        m_trust.authorities = QSslCertificate::fromData(file.readAll(), QSsl::Pem);
    m_trust.onlyThese = m_policy.caFile.locked;
    if (!m_trust.authorities.isEmpty())
        return;
    m_caProblem = path.isEmpty()
                      ? QCoreApplication::translate("ManagedSettings", "no file of certificates is named")
                      : QCoreApplication::translate("ManagedSettings", "there is no certificate in %1").arg(path);
    if (m_policy.errors.empty())
        m_policy.errors.push_back({QStringLiteral("caFile"), m_caProblem + u'.'});
}

QString ManagedSettings::sourceText() const
{
    return QCoreApplication::translate("ManagedSettings", "Set by your organisation in %1.").arg(m_policy.source);
}

Problem ManagedSettings::refusal(const QString &detail, const QString &hint) const
{
    Problem problem = Problem::of(
        ProblemCode::Forbidden, QString(detail + u' ' + sourceText()),
        hint.isEmpty() ? QCoreApplication::translate("ManagedSettings", "Ask whoever administers this computer.")
                       : hint);
    problem.title = QCoreApplication::translate("ManagedSettings", "Your organisation does not allow this");
    return problem;
}

Problem ManagedSettings::ownServerRefusal() const
{
    return refusal(QCoreApplication::translate("ManagedSettings", "The server inside this program is switched off."),
                   QCoreApplication::translate("ManagedSettings", "Join your organisation's server instead."));
}

std::optional<Problem> ManagedSettings::refusalOf(const QUrl &server) const
{
    if (isEmpty())
        return std::nullopt;
    if (!m_own.isEmpty() && server == m_own)
        return allowsOwnServer() ? std::nullopt : std::optional(ownServerRefusal());
    if (m_server && !m_server->isValid())
        return refusal(QCoreApplication::translate("ManagedSettings",
                                                   "No server may be joined, because which one cannot be read."));
    if (m_server && server != *m_server) {
        // Where both are of one name, what differs is the port or the kind of connection.
        const bool isSameHost = m_server->host() == server.host();
        const auto named = [isSameHost](const QUrl &url) {
            return isSameHost ? QString(url.scheme() + QStringLiteral("://") + url.authority()) : url.host();
        };
        return refusal(QCoreApplication::translate("ManagedSettings", "This window may join %1 alone, not %2.")
                           .arg(named(*m_server), named(server)));
    }
    if (!m_caProblem.isEmpty() && m_policy.caFile.locked)
        return refusal(QCoreApplication::translate("ManagedSettings", "No server is trusted: %1.").arg(m_caProblem));
    // A file of authorities would mean nothing to a server that shows no certificate.
    if (m_policy.caFile.isSet() && m_policy.caFile.locked && server.scheme() != u"wss")
        return refusal(QCoreApplication::translate(
                           "ManagedSettings",
                           "%1 is not reached by TLS, and only servers with a certificate of your organisation's "
                           "authority are trusted.")
                           .arg(server.host()));
    return std::nullopt;
}

std::optional<Problem> ManagedSettings::refusalOf(const QUrl &server, std::string_view operation) const
{
    if (isEmpty() || !isSignInLocked() || (!m_own.isEmpty() && server == m_own))
        return std::nullopt;
    const bool isPassword =
        operation == "auth.login" || operation == "auth.register" || operation == "invitations.accept";
    const bool isSingleSignOn = operation.starts_with("signOn.find") || operation.starts_with("signOn.begin")
                                || operation.starts_with("signOn.finish");
    switch (signInMethod()) {
    case SignInMethod::Any:
        return std::nullopt;
    case SignInMethod::Password:
        return isSingleSignOn ? std::optional(refusal(QCoreApplication::translate(
                                    "ManagedSettings", "People sign in with a password here, not by single sign-on.")))
                              : std::nullopt;
    case SignInMethod::SingleSignOn:
        return isPassword ? std::optional(refusal(QCoreApplication::translate(
                                "ManagedSettings", "People sign in by single sign-on here, not with a password.")))
                          : std::nullopt;
    case SignInMethod::None:
        return isPassword || isSingleSignOn
                   ? std::optional(refusal(QCoreApplication::translate(
                         "ManagedSettings", "Nobody may sign in, because how cannot be read.")))
                   : std::nullopt;
    }
    return std::nullopt;
}

} // namespace tabletalk::ui

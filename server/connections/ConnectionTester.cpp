// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionTester.h"

#include "server/connections/ConnectLayer.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/TargetFactory.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QStringList>
#include <QTcpSocket>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr int portTimeMs = 5'000;
constexpr size_t addressesTried = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("Connections", text);
}

/// One test under way: the steps that held so far.
class Test
{
public:
    Test(const ConnectionUrl &url, const ConnectionPolicy &policy, const QString &samplesDirectory)
        : m_url(url)
        , m_policy(policy)
        , m_samplesDirectory(samplesDirectory)
    {}

    Result<api::DatabaseTestResult> run();

private:
    Result<void> findName();
    Result<void> reachPort();
    Result<void> open();
    Result<void> noteEncryption();
    Result<void> noteDatabase();
    Result<void> noteGrants();
    void note(ConnectLayer layer, const QString &state, const QString &detail);
    bool isLocal() const;

    const ConnectionUrl &m_url;
    const ConnectionPolicy &m_policy;
    const QString &m_samplesDirectory;
    std::vector<QHostAddress> m_addresses;
    std::unique_ptr<TargetDatabase> m_target;
    api::DatabaseTestResult m_result;
    QElapsedTimer m_step;
};

void Test::note(ConnectLayer layer, const QString &state, const QString &detail)
{
    m_result.steps.push_back({layerName(layer), state, detail, m_step.restart()});
}

bool Test::isLocal() const
{
    return std::ranges::all_of(m_addresses, [](const QHostAddress &address) { return address.isLoopback(); });
}

Result<void> Test::findName()
{
    if (!isServerKind(m_url.kind)) {
        note(ConnectLayer::Name, u"skipped"_s,
             m_url.kind == ConnectionKind::Odbc ? tr("The driver finds its own way.") : tr("A file has no host."));
        return {};
    }
    auto addresses = m_policy.checkHost(m_url.host);
    if (!addresses)
        return std::unexpected(std::move(addresses).error());
    m_addresses = *std::move(addresses);
    QStringList texts;
    for (const QHostAddress &address : m_addresses)
        texts << address.toString();
    note(ConnectLayer::Name, u"ok"_s, tr("%1 is %2.").arg(m_url.host, texts.mid(0, 3).join(u", "_s)));
    return {};
}

/// Tells a host that says no at once from one that says nothing, before any driver is involved.
Result<void> Test::reachPort()
{
    if (m_addresses.empty()) {
        note(ConnectLayer::Port, u"skipped"_s, tr("There is no port to reach."));
        return {};
    }
    bool refused = false;
    for (size_t i = 0; i < std::min(m_addresses.size(), addressesTried); ++i) {
        QTcpSocket socket;
        socket.connectToHost(m_addresses[i], m_url.port);
        if (socket.waitForConnected(portTimeMs)) {
            socket.abort();
            note(ConnectLayer::Port, u"ok"_s, tr("Something listens at port %1.").arg(m_url.port));
            return {};
        }
        refused = refused || socket.error() == QAbstractSocket::ConnectionRefusedError;
    }
    const QString place = m_url.host + u':' + QString::number(m_url.port);
    if (refused)
        return layerFailure(ConnectLayer::Port, ProblemCode::CannotConnect, tr("Nothing listens at %1.").arg(place),
                            tr("Check the port, and that the database server runs and takes connections over the "
                               "network."));
    return layerFailure(ConnectLayer::Port, ProblemCode::CannotConnect, tr("%1 does not answer.").arg(place),
                        tr("Check host and port; a firewall may be in between."));
}

/// A driver does encryption, login and database in one go; its problem says which it was.
Result<void> Test::open()
{
    auto target = openTarget(m_url, m_policy, m_samplesDirectory);
    if (!target)
        return std::unexpected(std::move(target).error());
    m_target = *std::move(target);
    return {};
}

Result<void> Test::noteEncryption()
{
    auto encryption = m_target->encryption();
    if (!encryption)
        return std::unexpected(std::move(encryption).error());
    if (!encryption->isEmpty())
        note(ConnectLayer::Tls, u"ok"_s, *encryption);
    else if (m_addresses.empty())
        note(ConnectLayer::Tls, u"skipped"_s, tr("Nothing crosses a network."));
    else if (isLocal())
        note(ConnectLayer::Tls, u"skipped"_s, tr("Not encrypted; the connection stays on this machine."));
    else
        note(ConnectLayer::Tls, u"warning"_s,
             tr("Not encrypted: others on the way could read along. Choose an "
                "encryption that verifies the certificate."));
    if (m_url.user.isEmpty())
        note(ConnectLayer::Login, u"skipped"_s, tr("No sign-in is needed."));
    else
        note(ConnectLayer::Login, u"ok"_s, tr("Signed in as %1.").arg(m_url.user));
    return {};
}

Result<void> Test::noteDatabase()
{
    auto version = m_target->serverVersion();
    if (!version)
        return std::unexpected(std::move(version).error());
    auto relations = m_target->listRelations(std::stop_token());
    if (!relations)
        return std::unexpected(std::move(relations).error());
    m_result.serverVersion = *version;
    m_result.tableCount = qint64(relations->size());
    if (relations->empty())
        note(ConnectLayer::Database, u"warning"_s,
             tr("%1. This account sees no table; it may need GRANT SELECT, or another database is meant.")
                 .arg(*version));
    else
        note(ConnectLayer::Database, u"ok"_s, tr("%1 with %2 tables and views.").arg(*version).arg(relations->size()));
    return {};
}

Result<void> Test::noteGrants()
{
    auto grants = m_target->grants();
    if (!grants)
        return std::unexpected(std::move(grants).error());
    m_result.accountCanWrite = grants->canWrite;
    const QStringList evidence(grants->evidence.begin(), grants->evidence.end());
    if (grants->canWrite)
        note(ConnectLayer::Grants, u"warning"_s,
             tr("Only reading is done here, but the account could write: %1.").arg(evidence.mid(0, 3).join(u", "_s)));
    else
        note(ConnectLayer::Grants, u"ok"_s, tr("The account can only read."));
    return {};
}

Result<api::DatabaseTestResult> Test::run()
{
    QElapsedTimer all;
    all.start();
    m_step.start();
    for (const auto step : {&Test::findName, &Test::reachPort, &Test::open, &Test::noteEncryption, &Test::noteDatabase,
                            &Test::noteGrants}) {
        if (auto done = (this->*step)(); !done)
            return std::unexpected(std::move(done).error());
    }
    m_result.kind = m_url.kindName();
    m_result.ms = all.elapsed();
    return std::move(m_result);
}

} // namespace

Result<api::DatabaseTestResult> ConnectionTester::test(const ConnectionUrl &url) const
{
    return Test(url, m_policy, m_samplesDirectory).run();
}

} // namespace tabletalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"
#include "app/rest/RestClient.h"

#include "core/crypto/RandomToken.h"
#include "server/samples/SampleDatabase.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QThread>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

constexpr qint64 onboardingPatienceMs = 120'000;

/// Waits until the database can be asked.
Result<void> waitUntilReady(app::RestClient &client, const QString &databaseId)
{
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < onboardingPatienceMs) {
        const auto database = client.get(u"tenant/databases/"_s + databaseId);
        if (!database)
            return std::unexpected(database.error());
        const QJsonObject onboarding = (*database)[u"onboarding"].toObject();
        const QString stage = onboarding[u"stage"].toString();
        if (stage == u"ready")
            return {};
        if (stage == u"failed" || stage == u"cancelled")
            return failure(ProblemCode::DatabaseFailed, onboarding[u"detail"].toString());
        QThread::msleep(50);
    }
    return failure(ProblemCode::DatabaseTimeout, u"The sample database was not understood in time."_s);
}

/// Makes one sample organisation with its owner and database. Says that it exists when it does.
Result<void> makeOrganisation(const QUrl &server, const SampleInfo &sample)
{
    app::RestClient client(server);
    const QString email = u"owner@%1.example"_s.arg(sample.key);
    const QString password = crypto::randomToken();
    const auto registered = client.post(u"auth/register"_s, {{u"organization"_s, sample.title},
                                                             {u"slug"_s, sample.key},
                                                             {u"email"_s, email},
                                                             {u"password"_s, password},
                                                             {u"fullName"_s, QString(sample.title + u" owner"_s)}});
    if (!registered && registered.error().code == ProblemCode::Conflict) {
        std::printf("%-12s exists already\n", qPrintable(sample.key));
        return {};
    }
    if (!registered)
        return std::unexpected(registered.error());

    client.setToken((*registered)[u"accessToken"].toString());
    const auto database =
        client.post(u"tenant/databases"_s, {{u"name"_s, sample.title}, {u"url"_s, QString(u"sample:"_s + sample.key)}});
    if (!database)
        return std::unexpected(database.error());
    if (auto ready = waitUntilReady(client, (*database)[u"id"].toString()); !ready)
        return ready;
    std::printf("%-12s %-28s %s\n", qPrintable(sample.key), qPrintable(email), qPrintable(password));
    std::fflush(stdout);
    return {};
}

Result<void> makeOrganisations(ServerOptions options)
{
    options.listenAddress = u"127.0.0.1"_s;
    options.port = 0;
    options.tlsCert.clear();
    options.tlsKey.clear();
    options.registration = Registration::Open;
    const auto server = Server::start(options);
    if (!server)
        return std::unexpected(server.error());

    std::printf("%-12s %-28s %s\n", "organisation", "e-mail", "password (shown once)");
    for (const SampleInfo &sample : samples()) {
        if (auto made = makeOrganisation((*server)->url(), sample); !made)
            return made;
    }
    return {};
}

} // namespace

int demo(const Settings &settings)
{
    const auto options = settings.serverOptions();
    if (!options) {
        fail(options.error());
        return Usage;
    }
    if (auto made = makeOrganisations(*options); !made)
        return fail(made.error());
    return settings.isSet("serve") ? serveUntilSignal(*options) : int(Ok);
}

} // namespace tabletalk::daemon

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/LoadState.h"

#include "app/rest/RestClient.h"
#include "core/crypto/RandomToken.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QThread>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::load {

namespace {

constexpr int mostAttempts = 200;

/// Waits as long as the server asks for when it says "too many".
Result<QJsonObject> patiently(const std::function<Result<QJsonObject>()> &call)
{
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        auto answer = call();
        if (answer || (answer.error().code != ProblemCode::RateLimited && answer.error().code != ProblemCode::Busy))
            return answer;
        QThread::msleep(ulong(answer.error().retryAfterSeconds.value_or(1)) * 1000);
    }
    return failure(ProblemCode::RateLimited);
}

std::vector<std::string> questionsOf(const QJsonObject &databases)
{
    std::vector<std::string> questions;
    for (const QJsonValue &question : databases[u"items"][0][u"suggestions"].toArray())
        questions.push_back(question.toString().toStdString());
    return questions;
}

Result<void> waitUntilReady(app::RestClient &client, const QString &database)
{
    for (int attempt = 0; attempt < 1200; ++attempt) {
        const auto read = patiently([&] { return client.get(u"tenant/databases/"_s + database); });
        if (!read)
            return std::unexpected(read.error());
        const QString stage = (*read)[u"onboarding"][u"stage"].toString();
        if (stage == u"ready")
            return {};
        if (stage == u"failed" || stage == u"cancelled")
            return failure(ProblemCode::DatabaseFailed, (*read)[u"onboarding"][u"detail"].toString());
        QThread::msleep(100);
    }
    return failure(ProblemCode::DatabaseTimeout);
}

/// Lets the model of the load answer every question.
Result<void> chooseModel(app::RestClient &client, const QUrl &model)
{
    const QJsonObject choice{{u"mode"_s, u"always"_s},
                             {u"protocol"_s, u"openai"_s},
                             {u"baseUrl"_s, model.toString()},
                             {u"model"_s, u"load"_s}};
    const auto chosen = client.fetch("PUT", u"tenant/model"_s, QJsonDocument(choice).toJson());
    if (!chosen)
        return std::unexpected(chosen.error());
    return {};
}

Result<LoadOrganisation> makeOrganisation(const LoadOptions &options, int number, int users)
{
    app::RestClient client(options.server);
    const QString unique = crypto::randomToken().left(12);
    const QString email = u"load-%1@%2.example"_s.arg(number).arg(unique.toLower().remove(u'_').remove(u'-') + u"x"_s);
    const QJsonObject account{{u"organization"_s, u"Load %1 %2"_s.arg(number).arg(unique)},
                              {u"email"_s, email},
                              {u"password"_s, crypto::randomToken()},
                              {u"fullName"_s, u"Load"_s}};
    const auto registered = patiently([&] { return client.post(u"auth/register"_s, account); });
    if (!registered)
        return std::unexpected(registered.error());
    client.setToken((*registered)[u"accessToken"].toString());

    const auto tenant = patiently([&] { return client.get(u"tenant"_s); });
    if (!tenant)
        return std::unexpected(tenant.error());
    const QJsonObject shop{{u"name"_s, u"Shop"_s}, {u"url"_s, u"sample:retail"_s}};
    const auto database = patiently([&] { return client.post(u"tenant/databases"_s, shop); });
    if (!database)
        return std::unexpected(database.error());

    LoadOrganisation organisation;
    organisation.hasModel = options.scenario == Scenario::Stream && number + 1 < options.organisations;
    if (organisation.hasModel) {
        if (auto chosen = chooseModel(client, options.model); !chosen)
            return std::unexpected(std::move(chosen).error());
    }
    organisation.databaseId = (*database)[u"id"].toString().toStdString();
    const QString keys = u"workspaces/%1/api-keys"_s.arg((*tenant)[u"defaultWorkspaceId"].toString());
    for (int user = 0; user < users; ++user) {
        const QJsonObject name{{u"name"_s, u"user %1"_s.arg(user)}};
        const auto key = patiently([&] { return client.post(keys, name); });
        if (!key)
            return std::unexpected(key.error());
        organisation.keys.push_back((*key)[u"key"].toString().toStdString());
    }
    if (auto ready = waitUntilReady(client, (*database)[u"id"].toString()); !ready)
        return std::unexpected(ready.error());
    const auto askable = patiently([&] { return client.get(u"chat/databases"_s); });
    if (!askable)
        return std::unexpected(askable.error());
    organisation.questions = questionsOf(*askable);
    return organisation;
}

QJsonArray toJson(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(QString::fromStdString(text));
    return array;
}

std::vector<std::string> fromJson(const QJsonValue &array)
{
    std::vector<std::string> texts;
    for (const QJsonValue &text : array.toArray())
        texts.push_back(text.toString().toStdString());
    return texts;
}

Result<void> writeState(const LoadOptions &options, const std::vector<LoadOrganisation> &organisations)
{
    QJsonArray array;
    for (const LoadOrganisation &organisation : organisations) {
        array.append(QJsonObject{{u"databaseId"_s, QString::fromStdString(organisation.databaseId)},
                                 {u"questions"_s, toJson(organisation.questions)},
                                 {u"model"_s, organisation.hasModel},
                                 {u"keys"_s, toJson(organisation.keys)}});
    }
    QFile file(options.stateFile);
    if (!file.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(ProblemCode::Unavailable, file.errorString());
    file.write(QJsonDocument(array).toJson());
    return {};
}

} // namespace

Result<std::vector<LoadOrganisation>> bootstrap(const LoadOptions &options)
{
    std::vector<LoadOrganisation> organisations;
    for (int number = 0; number < options.organisations; ++number) {
        const int users =
            options.users / options.organisations + (number < options.users % options.organisations ? 1 : 0);
        auto organisation = makeOrganisation(options, number, users);
        if (!organisation)
            return std::unexpected(std::move(organisation).error());
        organisations.push_back(*std::move(organisation));
        std::fprintf(stderr, "\r%d of %d organisations", number + 1, options.organisations);
    }
    std::fputs("\n", stderr);
    if (auto written = writeState(options, organisations); !written)
        return std::unexpected(written.error());
    return organisations;
}

Result<std::vector<LoadOrganisation>> readState(const LoadOptions &options)
{
    QFile file(options.stateFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ProblemCode::NotReady, u"%1: %2"_s.arg(options.stateFile, file.errorString()),
                       u"Run once with --bootstrap."_s);
    }
    std::vector<LoadOrganisation> organisations;
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array())
        organisations.push_back({value[u"databaseId"].toString().toStdString(), fromJson(value[u"questions"]),
                                 fromJson(value[u"keys"]), value[u"model"].toBool()});
    return organisations;
}

} // namespace tabletalk::load

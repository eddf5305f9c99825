// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/DatabaseCatalog.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int listLimit = 200;

bool isFinal(const QString &stage)
{
    return stage == QLatin1StringView("ready") || stage == QLatin1StringView("failed")
           || stage == QLatin1StringView("cancelled");
}

} // namespace

DatabaseCatalog::DatabaseCatalog(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready) {
            reload();
        } else if (state == Session::State::Idle || state == Session::State::SignedOut) {
            m_databases.clear();
            m_watched.clear();
            m_loaded = false;
            Q_EMIT reset();
        }
    });
}

const api::Database *DatabaseCatalog::find(ConnectionId id) const
{
    const auto found = std::find_if(m_databases.begin(), m_databases.end(),
                                    [&](const api::Database &database) { return database.id == id; });
    return found == m_databases.end() ? nullptr : &*found;
}

bool DatabaseCatalog::isReady(const api::Database &database)
{
    return database.onboarding.stage == QLatin1StringView("ready");
}

bool DatabaseCatalog::isWorking(const api::Database &database)
{
    return !database.onboarding.stage.isEmpty() && !isFinal(database.onboarding.stage);
}

void DatabaseCatalog::reload()
{
    api::DatabaseListRequest request;
    request.limit = listLimit;
    m_session.call<api::DatabaseList>("databases.list", request, this, [this](Result<api::DatabaseList> answer) {
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        m_databases = std::move(answer->items);
        m_loaded = true;
        for (const api::Database &database : m_databases)
            watch(database);
        Q_EMIT reset();
    });
}

void DatabaseCatalog::create(const api::CreateDatabaseRequest &request, QObject *context,
                             Session::Done<api::Database> done)
{
    m_session.call<api::Database>("databases.create", request, context,
                                  [this, done = std::move(done)](Result<api::Database> answer) {
                                      if (answer)
                                          take(*answer);
                                      done(std::move(answer));
                                  });
}

void DatabaseCatalog::rename(ConnectionId id, const QString &name)
{
    api::UpdateDatabaseRequest request;
    request.id = id;
    request.name = name;
    m_session.call<api::Database>("databases.update", request, this, [this](const Result<api::Database> &answer) {
        if (answer)
            take(*answer);
        else
            Q_EMIT failed(answer.error());
    });
}

void DatabaseCatalog::remove(ConnectionId id)
{
    m_session.call<api::Empty>("databases.delete", api::DatabaseRequest{id}, this,
                               [this, id](const Result<api::Empty> &answer) {
                                   if (!answer) {
                                       Q_EMIT failed(answer.error());
                                       return;
                                   }
                                   std::erase_if(m_databases, [&](const auto &database) { return database.id == id; });
                                   Q_EMIT reset();
                               });
}

void DatabaseCatalog::onboardAgain(ConnectionId id)
{
    m_session.call<api::Database>("databases.onboard", api::DatabaseRequest{id}, this,
                                  [this](const Result<api::Database> &answer) {
                                      if (answer)
                                          take(*answer);
                                      else
                                          Q_EMIT failed(answer.error());
                                  });
}

void DatabaseCatalog::cancelOnboarding(ConnectionId id)
{
    // The end comes as an event of the stream.
    m_session.call<api::Empty>("databases.cancelOnboarding", api::DatabaseRequest{id}, this,
                               [this](const Result<api::Empty> &answer) {
                                   if (!answer)
                                       Q_EMIT failed(answer.error());
                               });
}

void DatabaseCatalog::refetch(ConnectionId id)
{
    m_session.call<api::Database>("databases.read", api::DatabaseRequest{id}, this,
                                  [this](const Result<api::Database> &answer) {
                                      if (answer)
                                          take(*answer);
                                  });
}

void DatabaseCatalog::take(const api::Database &database)
{
    const auto known = std::find_if(m_databases.begin(), m_databases.end(),
                                    [&](const api::Database &other) { return other.id == database.id; });
    watch(database);
    if (known == m_databases.end()) {
        m_databases.push_back(database);
        Q_EMIT reset();
    } else {
        *known = database;
        Q_EMIT changed(database.id);
    }
}

void DatabaseCatalog::watch(const api::Database &database)
{
    if (!isWorking(database) || !database.onboardingStream)
        return;
    const StreamId stream = *database.onboardingStream;
    if (std::find(m_watched.begin(), m_watched.end(), stream) != m_watched.end())
        return;
    m_watched.push_back(stream);
    m_session.follow(stream, 0, this, [this, id = database.id](const api::Event &event) { onProgress(id, event); });
}

void DatabaseCatalog::onProgress(ConnectionId id, const api::Event &event)
{
    const auto known = std::find_if(m_databases.begin(), m_databases.end(),
                                    [&](const api::Database &database) { return database.id == id; });
    const auto progress = event.type == QLatin1StringView("lost")
                              ? std::unexpected(Problem())
                              : api::fromJson<api::OnboardingProgress>(event.data, u"data");
    if (known != m_databases.end() && progress) {
        known->onboarding = *progress;
        if (!isFinal(progress->stage)) {
            Q_EMIT changed(id);
            return;
        }
    }
    // The end, told or not: the whole record says what came of it.
    std::erase(m_watched, event.stream);
    m_session.unfollow(event.stream);
    refetch(id);
}

} // namespace tabletalk::ui

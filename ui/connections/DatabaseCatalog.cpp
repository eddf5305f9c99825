// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/DatabaseCatalog.h"

#include "ui/connections/StageProgress.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int listLimit = 200;

/// Opening a database over a slow line takes its time; the server has the shorter limit.
constexpr auto testTimeout = std::chrono::seconds(60);

/// How often a database that is being read is asked for again: its stages' figures, and
/// whether it can be asked already, are in no event.
constexpr auto staleInterval = std::chrono::milliseconds(1500);

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
    m_staleTimer.setSingleShot(true);
    m_staleTimer.setInterval(staleInterval);
    connect(&m_staleTimer, &QTimer::timeout, this, [this] {
        for (const ConnectionId id : std::exchange(m_stale, {}))
            refetch(id);
    });
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready) {
            reload();
        } else if (state == Session::State::Idle || state == Session::State::SignedOut) {
            m_databases.clear();
            m_watched.clear();
            m_lastSeq.clear();
            m_stale.clear();
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

bool DatabaseCatalog::isAskable(const api::Database &database)
{
    return database.askable || isReady(database);
}

bool DatabaseCatalog::isWorking(const api::Database &database)
{
    return !database.onboarding.stage.isEmpty() && !isFinal(database.onboarding.stage) && !isPaused(database);
}

bool DatabaseCatalog::isPaused(const api::Database &database)
{
    return database.onboarding.stage == QLatin1StringView("paused");
}

void DatabaseCatalog::setWorkspace(const std::optional<WorkspaceId> &workspace)
{
    if (workspace == m_workspace)
        return;
    m_workspace = workspace;
    if (m_session.isReady())
        reload();
}

void DatabaseCatalog::reload()
{
    api::DatabaseListRequest request;
    request.limit = listLimit;
    request.workspaceId = m_workspace;
    m_session.call<api::DatabaseList>("databases.list", request, this,
                                      [this, workspace = m_workspace](Result<api::DatabaseList> answer) {
                                          if (workspace != m_workspace)
                                              return; // another one is in view by now
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

void DatabaseCatalog::onboardAgain(ConnectionId id, bool full)
{
    m_session.call<api::Database>("databases.onboard", api::OnboardRequest{id, full}, this,
                                  [this](const Result<api::Database> &answer) {
                                      if (answer)
                                          take(*answer);
                                      else
                                          Q_EMIT failed(answer.error());
                                  });
}

void DatabaseCatalog::pauseOnboarding(ConnectionId id)
{
    command("databases.pauseOnboarding", id);
}

void DatabaseCatalog::resumeOnboarding(ConnectionId id)
{
    command("databases.resumeOnboarding", id);
}

void DatabaseCatalog::cancelOnboarding(ConnectionId id)
{
    command("databases.cancelOnboarding", id);
}

void DatabaseCatalog::command(const char *method, ConnectionId id)
{
    // What comes of it is told by the stream, and by the record.
    m_session.call<api::Empty>(method, api::DatabaseRequest{id}, this, [this, id](const Result<api::Empty> &answer) {
        if (!answer)
            Q_EMIT failed(answer.error());
        refetch(id);
    });
}

void DatabaseCatalog::select(ConnectionId id, const api::SchemaSelection &selection, QObject *context,
                             Session::Done<void> done)
{
    m_session.call<api::Empty>("databases.select", api::SelectionRequest{id, selection}, context,
                               [this, id, done = std::move(done)](const Result<api::Empty> &answer) {
                                   refetch(id);
                                   if (answer)
                                       done({});
                                   else
                                       done(std::unexpected(answer.error()));
                               });
}

void DatabaseCatalog::check(ConnectionId id, QObject *context, Session::Done<api::DatabaseTestResult> done)
{
    CallOptions options;
    options.timeout = testTimeout;
    m_session.call<api::DatabaseTestResult>(
        "databases.test", api::DatabaseRequest{id}, context,
        [this, id, done = std::move(done)](Result<api::DatabaseTestResult> answer) {
            refetch(id);
            done(std::move(answer));
        },
        options);
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
    if ((!isWorking(database) && !isPaused(database)) || !database.onboardingStream)
        return;
    const StreamId stream = *database.onboardingStream;
    if (std::find(m_watched.begin(), m_watched.end(), stream) != m_watched.end())
        return;
    m_watched.push_back(stream);
    m_session.follow(stream, m_lastSeq.value(stream, 0), this,
                     [this, id = database.id](const api::Event &event) { onProgress(id, event); });
}

void DatabaseCatalog::onProgress(ConnectionId id, const api::Event &event)
{
    const bool lost = event.type == QLatin1StringView("lost");
    if (!lost)
        m_lastSeq[event.stream] = event.seq;
    if (!lost && !applyProgress(id, event)) {
        m_stale.insert(id);
        if (!m_staleTimer.isActive())
            m_staleTimer.start();
        return;
    }
    // The end, told or not: the whole record says what came of it.
    std::erase(m_watched, event.stream);
    m_session.unfollow(event.stream);
    refetch(id);
}

/// An event that tells all stages with their figures so far.
void DatabaseCatalog::applyStages(ConnectionId id, const api::Event &event)
{
    const auto known = std::find_if(m_databases.begin(), m_databases.end(),
                                    [&](const api::Database &database) { return database.id == id; });
    const auto *data = event.data.if_object();
    const auto *list = data ? data->if_contains("stages") : nullptr;
    if (known == m_databases.end() || !list || !list->is_array())
        return;
    std::vector<api::OnboardingStage> stages;
    for (const boost::json::value &item : list->get_array()) {
        if (auto stage = api::fromJson<api::OnboardingStage>(item, u"stages"))
            stages.push_back(*std::move(stage));
    }
    known->stages = std::move(stages);
    Q_EMIT changed(id);
}

/// Whether the event was the last of its reading.
bool DatabaseCatalog::applyProgress(ConnectionId id, const api::Event &event)
{
    if (event.type == QLatin1StringView("stages")) {
        applyStages(id, event);
        return false;
    }
    const auto progress = api::fromJson<api::OnboardingProgress>(event.data, u"data");
    if (!progress || progress->stage.isEmpty())
        return false;
    const auto known = std::find_if(m_databases.begin(), m_databases.end(),
                                    [&](const api::Database &database) { return database.id == id; });
    if (known == m_databases.end())
        return true;
    const bool nextStage = known->onboarding.stage != progress->stage;
    known->onboarding = *progress;
    followStages(known->stages, *progress);
    if (isFinal(progress->stage))
        return true;
    Q_EMIT changed(id);
    if (nextStage)
        refetch(id);
    return false;
}

} // namespace tabletalk::ui

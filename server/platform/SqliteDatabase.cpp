// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/SqliteDatabase.h"

#include "core/base/Clock.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <functional>
#include <future>
#include <memory>

using namespace Qt::StringLiterals;
namespace asio = boost::asio;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

constexpr auto fileName = "platform.db";
constexpr qsizetype snapshotsKept = 3;
constexpr int readQueueLimit = 10'000;

Problem cannotUse(const QString &directory)
{
    return Problem::of(
        ProblemCode::Unavailable,
        QCoreApplication::translate("Platform", "The data directory \"%1\" cannot be written.").arg(directory),
        QCoreApplication::translate("Platform", "Check that it exists and belongs to the user who runs "
                                                "Tabletalk."));
}

/// Makes directory and file readable by their owner alone; SQLite gives its other files
/// the permissions of the first.
Result<void> prepareFile(const QString &directory, const QString &path)
{
    const bool fresh = !QDir(directory).exists();
    if (!QDir().mkpath(directory))
        return std::unexpected(cannotUse(directory));
    if (fresh)
        QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile file(path);
    if (file.exists())
        return {};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return std::unexpected(cannotUse(directory));
    return {};
}

void removeOldSnapshots(const QString &directory)
{
    QDir dir(directory);
    const QStringList snapshots = dir.entryList({u"platform.db.before-*"_s}, QDir::Files, QDir::Time);
    for (qsizetype i = snapshotsKept; i < snapshots.size(); ++i)
        dir.remove(snapshots[i]);
}

/// A copy beside the database, so that a migration which went wrong costs nothing.
Result<void> takeSnapshot(SqliteConnection &connection, const QString &directory, const QString &before,
                          const Clock &clock)
{
    const QString path = u"%1/%2.before-%3-%4"_s.arg(directory, QString::fromLatin1(fileName), before,
                                                     QString::number(clock.now().msSinceEpoch));
    if (auto done = connection.query(u"VACUUM INTO ?"_s, {path}); !done)
        return std::unexpected(std::move(done).error());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    qCInfo(lcPlatform).noquote() << "kept a snapshot at" << path;
    removeOldSnapshots(directory);
    return {};
}

Result<void> migrate(const QString &directory, const QString &path, const Statements &statements,
                     const Migrations &migrations, const Clock &clock)
{
    auto connection = SqliteConnection::open(path, SqliteAccess::ReadWrite, statements);
    if (!connection)
        return std::unexpected(std::move(connection).error());
    const auto pending = migrations.pending(**connection);
    if (!pending)
        return std::unexpected(pending.error());
    const auto old = Migrations::anyApplied(**connection);
    if (!old)
        return std::unexpected(old.error());
    if (*old && !pending->empty()) {
        if (auto kept = takeSnapshot(**connection, directory, pending->front().name, clock); !kept)
            return kept;
    }
    return migrations.apply(**connection, clock);
}

/// Suspends the coroutine, hands work to submit, and resumes on the coroutine's own
/// executor, whose context stays busy meanwhile.
template <class Submit>
Awaitable<void> awaitWork(Submit &submit, DatabaseWork work)
{
    return asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
        [&submit](auto handler, DatabaseWork pending) {
            auto executor = asio::get_associated_executor(handler);
            auto guard = asio::make_work_guard(executor);
            DatabaseDone done = [handler = std::move(handler),
                                 guard = std::move(guard)](std::exception_ptr error) mutable {
                auto home = guard.get_executor();
                asio::post(home, [handler = std::move(handler), error = std::move(error)]() mutable {
                    std::move(handler)(std::move(error));
                });
                guard.reset();
            };
            submit.submit(std::move(pending), std::move(done));
        },
        asio::use_awaitable, std::move(work));
}

/// Waits for one completion. The promise is shared, because the thread that keeps it may
/// still be inside it when the waiting one goes on.
template <class Submit>
void blockOnWork(Submit &&submit)
{
    const auto finished = std::make_shared<std::promise<void>>();
    auto future = finished->get_future();
    submit([finished](const std::exception_ptr &error) {
        if (error)
            finished->set_exception(error);
        else
            finished->set_value();
    });
    future.get();
}

} // namespace

Result<std::unique_ptr<PlatformDatabase>> SqliteDatabase::open(const PlatformDatabaseOptions &options,
                                                               Statements statements, const Migrations &migrations,
                                                               const Clock &clock)
{
    const QString path = options.directory + u'/' + QString::fromLatin1(fileName);
    if (auto prepared = prepareFile(options.directory, path); !prepared)
        return std::unexpected(std::move(prepared).error());
    if (auto migrated = migrate(options.directory, path, statements, migrations, clock); !migrated)
        return std::unexpected(std::move(migrated).error());
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(options, std::move(statements)));
    if (database->m_writer.problem())
        return std::unexpected(*database->m_writer.problem());
    return database;
}

SqliteDatabase::SqliteDatabase(const PlatformDatabaseOptions &options, Statements statements)
    : m_statements(std::move(statements))
    , m_readers(options.directory + u'/' + QString::fromLatin1(fileName), m_statements, options.readers, readQueueLimit)
    , m_writer(options.directory + u'/' + QString::fromLatin1(fileName), m_statements, options.writeQueue)
{}

SqliteDatabase::~SqliteDatabase() = default;

void SqliteDatabase::writeLater(std::function<void(Transaction &)> work, std::function<void(std::exception_ptr)> failed)
{
    m_writer.submit(std::move(work), [failed = std::move(failed)](std::exception_ptr error) {
        if (error && failed)
            failed(error);
    });
}

void SqliteDatabase::flush()
{
    refuseWaitingOnOwnThread();
    blockOnWork(
        [this](DatabaseDone done) { m_writer.submit([](Transaction &) {}, std::move(done), Admission::Always); });
}

void SqliteDatabase::stop()
{
    m_readers.stop();
    m_writer.stop();
}

bool SqliteDatabase::isReady()
{
    if (!m_writer.isHealthy())
        return false;
    try {
        readNow([](Transaction &transaction) { transaction.select(PlatformScope::ofOperator(), u"platform/ping"_s); });
        return true;
    } catch (const Problem &) {
        return false;
    }
}

Awaitable<void> SqliteDatabase::awaitRead(Erased work)
{
    return awaitWork(m_readers, std::move(work));
}

Awaitable<void> SqliteDatabase::awaitWrite(Erased work)
{
    return awaitWork(m_writer, std::move(work));
}

/// A callback that waits for the database's own threads would wait for ever.
void SqliteDatabase::refuseWaitingOnOwnThread() const
{
    if (m_writer.isThisThread() || m_readers.isThisThread()) {
        qCCritical(lcPlatform) << "a transaction's callback waits for the database";
        throw Problem::of(ProblemCode::Internal);
    }
}

void SqliteDatabase::blockOnRead(const Erased &work)
{
    refuseWaitingOnOwnThread();
    blockOnWork([&](DatabaseDone done) { m_readers.submit(std::cref(work), std::move(done)); });
}

void SqliteDatabase::blockOnWrite(const Erased &work)
{
    refuseWaitingOnOwnThread();
    blockOnWork([&](DatabaseDone done) { m_writer.submit(std::cref(work), std::move(done)); });
}

} // namespace tabletalk

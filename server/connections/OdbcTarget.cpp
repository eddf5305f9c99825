// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcTarget.h"

#include "core/sql/Quoting.h"
#include "core/sql/StatementGuard.h"
#include "core/sql/Tokenizer.h"
#include "server/connections/OdbcCatalogue.h"
#include "server/connections/OdbcFunctions.h"
#include "server/connections/OdbcSession.h"
#include "server/connections/SqliteCapture.h"
#include "server/connections/SqliteSession.h"
#include "server/connections/TableProfiler.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto countTime = 1'500ms;
constexpr size_t grantsShown = 10;
constexpr qint64 profiledCellBytes = 4'096;

QString qualified(const Table &table, Dialect dialect)
{
    const QString name = sql::quoteName(table.name, dialect);
    return table.schema.isEmpty() ? name : QString(sql::quoteName(table.schema, dialect) + u'.' + name);
}

QString profiledColumns(const Table &table, const OdbcEngine &engine)
{
    QStringList list;
    for (const Column &column : table.columns)
        list += engine.profiled(column, sql::quoteName(column.name, engine.dialect));
    return list.join(u", "_s);
}

void profileRow(const Row &row, TableProfiler &profiler)
{
    for (size_t i = 0; i < row.size(); ++i) {
        const Cell &cell = row[i];
        if (isNull(cell))
            profiler.addNull(i);
        else if (const auto *integer = std::get_if<qint64>(&cell))
            profiler.addInteger(i, *integer);
        else if (const auto *real = std::get_if<double>(&cell))
            profiler.addReal(i, *real);
        else if (const auto *decimal = std::get_if<Decimal>(&cell))
            profiler.addNumberText(i, decimal->text.toLatin1().toStdString());
        else if (const auto *flag = std::get_if<bool>(&cell))
            profiler.addText(i, *flag ? "true" : "false");
        else if (const auto *text = std::get_if<QString>(&cell))
            profiler.addText(i, text->toUtf8().toStdString());
        else
            profiler.addBinary(i);
    }
    profiler.endRow();
}

std::unexpected<Problem> moreThanOne()
{
    return failure(ProblemCode::StatementRefused,
                   QCoreApplication::translate("Connections", "There is more than one statement."));
}

/// Drivers pass a list of statements on as it is.
Result<void> checkSingle(const QString &sql, Dialect dialect)
{
    auto tokens = sql::tokenize(sql, dialect);
    if (!tokens)
        return std::unexpected(tokens.error());
    std::erase_if(*tokens, [](const sql::Token &token) { return token.kind == sql::TokenKind::Comment; });
    if (!tokens->empty() && tokens->back().kind == sql::TokenKind::Semicolon)
        tokens->pop_back();
    const bool several =
        std::ranges::any_of(*tokens, [](const sql::Token &token) { return token.kind == sql::TokenKind::Semicolon; });
    return several ? Result<void>(moreThanOne()) : Result<void>();
}

} // namespace

struct OdbcTarget::State
{
    OdbcSource source;
    SqliteGate gate; ///< SQLite alone; outlives the session
    std::unique_ptr<OdbcSession> session;
    const OdbcEngine *engine = nullptr;

    Result<void> takeSqlite(sqlite3 *handle, const ConnectionPolicy &policy);
    Result<void> takeServer();
    Result<void> read(const OdbcSession::Request &request);
    Result<void> readCatalogue(const OdbcSession::Request &request);
};

/// The engine itself is kept to reading, as SqliteTarget does it, and from other files than those allowed.
Result<void> OdbcTarget::State::takeSqlite(sqlite3 *handle, const ConnectionPolicy &policy)
{
    if (!handle)
        return failure(ProblemCode::UnsupportedDatabase,
                       QCoreApplication::translate("Connections", "This SQLite driver brings a SQLite of its own, "
                                                                  "which cannot be kept to reading."),
                       QCoreApplication::translate("Connections", "Connect to the file itself: sqlite:///path"));
    const QString opened = QString::fromUtf8(sqlite3_db_filename(handle, "main"));
    const bool expected = source.file ? opened == source.file->path && source.file->isStillThere()
                                      : source.isNamed && !opened.isEmpty() && !policy.isOwnData(opened);
    if (!expected)
        return failure(ProblemCode::ConnectionForbidden,
                       QCoreApplication::translate("Connections", "The driver opened another file than the one that "
                                                                  "is allowed."));
    hardenSqlite(handle, gate);
    return {};
}

Result<void> OdbcTarget::State::takeServer()
{
    // Names are written in these; an engine that has others would read them as texts.
    if (engine->kind == OdbcEngineKind::Unknown && session->info(SQL_IDENTIFIER_QUOTE_CHAR) != u"\"")
        return failure(ProblemCode::UnsupportedDatabase,
                       QCoreApplication::translate("Connections", "The engine \"%1\" does not quote names with \", so "
                                                                  "it cannot be asked safely.")
                           .arg(session->info(SQL_DBMS_NAME)));
    for (const QString &statement : engine->setUp) {
        if (auto set = session->execute(statement); !set)
            return set;
    }
    return {};
}

/// The gate of SQLite knows limit and stop request of the statement at hand.
Result<void> OdbcTarget::State::read(const OdbcSession::Request &request)
{
    gate.beginStatement();
    gate.stop = request.stop;
    gate.deadline = std::chrono::steady_clock::now() + request.timeLimit;
    auto done = session->read(request);
    gate.stop = {};
    gate.deadline = std::chrono::steady_clock::time_point::max();
    return done;
}

Result<void> OdbcTarget::State::readCatalogue(const OdbcSession::Request &request)
{
    gate.readsCatalogue = true;
    auto done = read(request);
    gate.readsCatalogue = false;
    return done;
}

OdbcTarget::OdbcTarget(std::unique_ptr<State> state)
    : m_state(std::move(state))
{}

OdbcTarget::~OdbcTarget() = default;

Result<std::unique_ptr<TargetDatabase>> OdbcTarget::open(const OdbcSource &source, const ConnectionPolicy &policy,
                                                         std::optional<OdbcEngineKind> engine)
{
    auto state = std::make_unique<State>();
    state->source = source;
    const SqliteCapture capture;
    auto session = OdbcSession::open(source);
    if (!session)
        return std::unexpected(session.error());
    state->session = *std::move(session);
    const OdbcEngineKind asked = odbcEngineKind(state->session->info(SQL_DBMS_NAME));
    state->engine = &odbcEngine(engine.value_or(asked));
    const bool isSqlite = asked == OdbcEngineKind::Sqlite;
    if (auto taken = isSqlite ? state->takeSqlite(capture.opened(), policy) : state->takeServer(); !taken)
        return std::unexpected(taken.error());

    OdbcSession::Habits habits;
    habits.describesFirst = state->engine->describesFirst;
    habits.typesAreLoose = state->engine->typesAreLoose;
    habits.usesTransactions = state->engine->usesTransactions && !isSqlite;
    habits.usesTimeouts = !isSqlite;
    habits.endsByItself = isSqlite;
    habits.speaksUtf8 = isSqlite;
    habits.whyEnded = [gate = &state->gate]() -> std::optional<Problem> {
        if (gate->refused.isEmpty())
            return std::nullopt;
        return Problem::of(
            ProblemCode::StatementRefused,
            QCoreApplication::translate("Connections", "The database refused \"%1\": it is open for reading only.")
                .arg(gate->refused.left(80)));
    };
    state->session->setHabits(std::move(habits));
    return std::unique_ptr<TargetDatabase>(new OdbcTarget(std::move(state)));
}

Dialect OdbcTarget::dialect() const
{
    return m_state->engine->dialect;
}

bool OdbcTarget::isUsable() const
{
    return m_state->session->isUsable() && (!m_state->source.file || m_state->source.file->isStillThere());
}

/// The first cell of a query of our own; empty when there is no row.
Result<QString> OdbcTarget::ask(const QString &sql)
{
    QString answer;
    OdbcSession::Request request;
    request.sql = sql;
    request.row = [&](OdbcRow &&row) {
        answer = row.text(0);
        return false;
    };
    if (auto done = m_state->read(request); !done)
        return std::unexpected(done.error());
    return answer;
}

Result<QString> OdbcTarget::serverVersion()
{
    if (!m_state->engine->version.isEmpty())
        return ask(m_state->engine->version);
    return QString(m_state->session->info(SQL_DBMS_NAME) + u' ' + m_state->session->info(SQL_DBMS_VER));
}

Result<QString> OdbcTarget::encryption()
{
    if (!m_state->engine->encryption.isEmpty())
        return ask(m_state->engine->encryption);
    return m_state->source.encryption;
}

Result<GrantReport> OdbcTarget::grants()
{
    GrantReport report;
    if (m_state->engine->kind == OdbcEngineKind::Sqlite) {
        report.canWrite = !m_state->source.file || QFileInfo(m_state->source.file->path).isWritable();
        if (report.canWrite)
            report.evidence.push_back(
                QCoreApplication::translate("Connections", "The server's user may write to the file."));
        return report;
    }
    if (m_state->engine->grants.isEmpty()) {
        report.canWrite = true;
        report.evidence.push_back(QCoreApplication::translate(
            "Connections", "What the account may do cannot be asked of an engine that is not known."));
        return report;
    }
    OdbcSession::Request request;
    request.sql = m_state->engine->grants;
    request.row = [&](OdbcRow &&row) {
        report.canWrite = true;
        report.evidence.push_back(row.text(0));
        return report.evidence.size() < grantsShown;
    };
    if (auto done = m_state->read(request); !done)
        return std::unexpected(done.error());
    return report;
}

Result<std::vector<WriteAttempt>> OdbcTarget::attemptWrites()
{
    std::vector<WriteAttempt> attempts;
    for (const QString &statement : m_state->engine->writeAttempts) {
        m_state->gate.refused.clear();
        const auto outcome = m_state->session->attempt(statement);
        WriteAttempt attempt{statement, !outcome, outcome ? QString() : outcome.error().detail};
        if (outcome && m_state->engine->kind == OdbcEngineKind::SqlServer)
            attempt.answer = QCoreApplication::translate(
                "Connections", "Carried out and rolled back: SQL Server has no mode that refuses to write; only the "
                               "account's permissions can.");
        attempts.push_back(std::move(attempt));
        if (!m_state->session->isUsable())
            return std::unexpected(outcome ? Problem::of(ProblemCode::CannotConnect) : outcome.error());
    }
    return attempts;
}

Result<std::vector<RelationName>> OdbcTarget::listRelations(std::stop_token stop)
{
    const OdbcRead read = [this](const OdbcSession::Request &request) { return m_state->readCatalogue(request); };
    return listOdbcRelations(read, *m_state->engine, std::move(stop));
}

Result<Schema> OdbcTarget::readCatalogue(const SchemaSelection &selection, std::stop_token stop)
{
    const OdbcRead read = [this](const OdbcSession::Request &request) { return m_state->readCatalogue(request); };
    return readOdbcCatalogue(read, *m_state->engine, selection, std::move(stop));
}

/// Whether the rows could be counted in time.
Result<bool> OdbcTarget::countRows(Table &table, const ProfileLimits &limits, std::stop_token stop)
{
    if (table.rowCount.value_or(0) > limits.wholeRows * 4)
        return false;
    bool counted = false;
    OdbcSession::Request request;
    request.sql = m_state->engine->count + qualified(table, dialect());
    request.timeLimit = countTime;
    request.stop = std::move(stop);
    request.row = [&](OdbcRow &&row) {
        table.rowCount = row.text(0).toLongLong(&counted);
        return false;
    };
    if (auto done = m_state->read(request); !done && done.error().code != ProblemCode::DatabaseTimeout)
        return std::unexpected(done.error());
    return counted;
}

Result<void> OdbcTarget::profile(Table &table, std::vector<ColumnValues> &values, const ProfileLimits &limits,
                                 std::stop_token stop)
{
    const Result<bool> counted = countRows(table, limits, stop);
    if (!counted)
        return std::unexpected(counted.error());
    const OdbcEngine &engine = *m_state->engine;
    const qint64 rows = table.rowCount.value_or(0);
    bool whole = *counted && rows <= limits.wholeRows;
    const qint64 limit = whole ? limits.wholeRows : limits.sampledRows;
    std::optional<double> percent;
    if (!whole && table.kind == TableKind::Table && rows > limits.sampledRows)
        percent = 100.0 * double(limits.sampledRows) / double(rows);

    OdbcSession::Request request;
    request.sql = engine.sample(profiledColumns(table, engine), qualified(table, dialect()), percent, limit);
    request.timeLimit = limits.timeLimit;
    request.stop = std::move(stop);
    request.mostCellBytes = profiledCellBytes;
    request.mostRows = limit;
    TableProfiler profiler(table);
    qint64 bytes = 0;
    request.row = [&](OdbcRow &&row) {
        bytes += row.bytes;
        profileRow(row.cells, profiler);
        const bool enough = profiler.rows() >= limit || bytes > limits.maxBytes;
        whole = whole && (bytes <= limits.maxBytes);
        return !enough;
    };
    const auto done = m_state->read(request);
    if (!done && done.error().code != ProblemCode::DatabaseTimeout)
        return done;
    profiler.finish(table, values, whole && done, engine.typesAreLoose || engine.kind == OdbcEngineKind::Unknown);
    table.profiled = true;
    return {};
}

Result<StatementOutcome> OdbcTarget::run(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                         std::stop_token stop)
{
    if (auto checked = sql::checkReadOnly(sql, dialect()); !checked)
        return std::unexpected(checked.error());
    return runUnchecked(sql, limits, sink, std::move(stop));
}

Result<StatementOutcome> OdbcTarget::runUnchecked(const QString &sql, const StatementLimits &limits, RowSink &sink,
                                                  std::stop_token stop)
{
    if (auto single = checkSingle(sql, dialect()); !single)
        return std::unexpected(single.error());
    StatementOutcome outcome;
    qint64 bytes = 0;
    OdbcSession::Request request;
    request.sql = sql;
    request.timeLimit = limits.timeLimit;
    request.stop = std::move(stop);
    request.columns = [&](const std::vector<ResultColumn> &columns) { sink.begin(columns); };
    request.row = [&](OdbcRow &&row) {
        if (outcome.rowCount >= limits.maxRows || bytes > limits.maxBytes) {
            outcome.truncated = true;
            return false;
        }
        bytes += row.bytes;
        outcome.truncated = outcome.truncated || row.cut;
        sink.row(std::move(row.cells));
        ++outcome.rowCount;
        return true;
    };
    if (auto done = m_state->read(request); !done)
        return std::unexpected(done.error());
    return outcome;
}

} // namespace tabletalk

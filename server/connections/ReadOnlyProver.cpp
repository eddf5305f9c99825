// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ReadOnlyProver.h"

#include "core/sql/StatementGuard.h"
#include "server/connections/ReadingAccount.h"
#include "server/connections/TargetDatabase.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <chrono>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Connections", text);
}

QString wordsOf(const Problem &problem)
{
    return problem.detail.isEmpty() ? problem.title : problem.detail;
}

/// A few statements of each kind that a SELECT could smuggle past a careless check.
QStringList hostileStatements(Dialect dialect)
{
    QStringList statements = {u"DELETE FROM orders"_s, u"SELECT 1; DROP TABLE orders"_s,
                              u"WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone"_s,
                              u"SELECT * INTO copied FROM orders"_s};
    switch (dialect) {
    case Dialect::SQLite:
        return statements << u"ATTACH 'other.db' AS other"_s << u"PRAGMA writable_schema = ON"_s
                          << u"SELECT load_extension('evil')"_s << u"SELECT writefile('file', 'x')"_s;
    case Dialect::PostgreSQL:
        return statements << u"COPY orders TO PROGRAM 'sh'"_s << u"SELECT nextval('orders_id_seq')"_s
                          << u"SELECT pg_read_file('/etc/passwd')"_s
                          << u"SELECT dblink_exec('…', 'DELETE FROM orders')"_s
                          << u"SELECT set_config('transaction_read_only', 'off', false)"_s;
    case Dialect::MySQL:
        return statements << u"SELECT * FROM orders INTO OUTFILE '/tmp/orders'"_s
                          << u"SELECT load_file('/etc/passwd')"_s << u"SELECT 1 /*! INTO @x */"_s
                          << u"SELECT sleep(60)"_s;
    case Dialect::SqlServer:
        return statements << u"SELECT 1 EXEC xp_cmdshell 'dir'"_s << u"SELECT NEXT VALUE FOR orders_id"_s
                          << u"SELECT * FROM OPENROWSET(BULK 'file', SINGLE_CLOB) AS f"_s
                          << u"SELECT 1 WAITFOR DELAY '1:00'"_s;
    case Dialect::Odbc:
        break;
    }
    return statements << u"{call delete_orders()}"_s << u"SELECT 1 TRUNCATE TABLE orders"_s;
}

api::ProofLayer statementLayer(Dialect dialect)
{
    api::ProofLayer layer{u"statement"_s, u"ok"_s, tr("Our check of each statement"), {}, {}};
    for (const QString &statement : hostileStatements(dialect)) {
        const auto checked = sql::checkReadOnly(statement, dialect);
        layer.attempts.push_back({statement, !checked, checked ? QString() : wordsOf(checked.error())});
    }
    const auto refused = std::ranges::count_if(layer.attempts, &api::ProofAttempt::refused);
    if (refused != std::ssize(layer.attempts))
        layer.state = u"failed"_s;
    layer.detail = tr("%1 of %2 hostile statements were refused before the database saw them.")
                       .arg(refused)
                       .arg(std::ssize(layer.attempts));
    return layer;
}

api::ProofLayer engineLayer(TargetDatabase &target)
{
    api::ProofLayer layer{u"engine"_s, u"ok"_s, tr("The database's own read-only mode"), {}, {}};
    const Result<QString> state = target.readOnlyState();
    if (!state) {
        layer.state = u"failed"_s;
        layer.detail = wordsOf(state.error());
    } else if (state->isEmpty()) {
        layer.state = u"warning"_s;
        layer.detail = tr("The database has no words for it; what counts is that it refuses to write.");
    } else {
        layer.detail = tr("The database says: %1.").arg(*state);
    }
    return layer;
}

/// "INSERT on public.orders, DELETE on public.orders": without the stops of sentences.
QString evidenceOf(const GrantReport &grants)
{
    QStringList list;
    for (const QString &evidence : grants.evidence)
        list += evidence.endsWith(u'.') ? evidence.chopped(1) : evidence;
    return list.join(u", "_s);
}

api::ProofLayer grantsLayer(TargetDatabase &target)
{
    api::ProofLayer layer{u"grants"_s, u"ok"_s, tr("What the account may do"), {}, {}};
    const Result<GrantReport> grants = target.grants();
    if (!grants) {
        layer.state = u"failed"_s;
        layer.detail = wordsOf(grants.error());
    } else if (grants->canWrite) {
        layer.state = u"warning"_s;
        layer.detail =
            tr("It could write, were it not for the other layers (%1). This makes one that can only read:\n%2")
                .arg(evidenceOf(*grants), readingAccountStatements(target.dialect()));
    } else {
        layer.detail = tr("The account may read and nothing else.");
    }
    return layer;
}

api::ProofLayer attemptLayer(TargetDatabase &target)
{
    api::ProofLayer layer{u"attempt"_s, u"ok"_s, tr("Attempts to write"), {}, {}};
    const auto attempts = target.attemptWrites();
    if (!attempts || attempts->empty()) {
        layer.state = u"failed"_s;
        layer.detail = attempts ? tr("Nothing could be tried.") : wordsOf(attempts.error());
        return layer;
    }
    for (const WriteAttempt &attempt : *attempts)
        layer.attempts.push_back({attempt.statement, attempt.refused, attempt.answer});
    const auto refused = std::ranges::count_if(layer.attempts, &api::ProofAttempt::refused);
    if (refused != std::ssize(layer.attempts))
        layer.state = u"failed"_s;
    layer.detail = tr("%1 of %2 attempts to write, handed to the database past our check, were refused by it.")
                       .arg(refused)
                       .arg(std::ssize(layer.attempts));
    return layer;
}

} // namespace

api::ReadOnlyProof proveReadOnly(TargetDatabase &target, Instant at)
{
    const auto started = std::chrono::steady_clock::now();
    api::ReadOnlyProof proof;
    proof.at = at;
    proof.layers = {statementLayer(target.dialect()), engineLayer(target), grantsLayer(target), attemptLayer(target)};
    proof.proved =
        std::ranges::none_of(proof.layers, [](const api::ProofLayer &layer) { return layer.state == u"failed"; });
    proof.ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started).count();
    return proof;
}

} // namespace tabletalk

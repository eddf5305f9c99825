// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/platform/Transaction.h"

#include <functional>
#include <memory>

namespace tabletalk {

class Statements;

enum class TransactionKind { Read, Write };

/// One open connection to the platform database with its prepared statements, whatever the
/// engine. Belongs to the thread that opened it, and dies there.
class PlatformConnection
{
public:
    using Rows = std::vector<std::vector<QVariant>>;

    PlatformConnection() = default;
    virtual ~PlatformConnection() = default;
    PlatformConnection(const PlatformConnection &) = delete;
    PlatformConnection &operator=(const PlatformConnection &) = delete;

    /// Runs fixed text: settings, migrations.
    virtual Result<void> execute(const QString &sql) = 0;
    /// The same, with rows. Values for the "?" of the text, in their order; rows by column position.
    virtual Result<Rows> query(const QString &sql, const std::vector<QVariant> &values) = 0;
    Result<Rows> query(const QString &sql) { return query(sql, {}); }

    /// Runs a named statement; see Transaction for the rules. Throws Problem.
    virtual std::vector<Record> run(const std::optional<TenantId> &tenant, const QString &statement,
                                    const Bindings &bindings, qint64 *changed) = 0;

    virtual Result<void> begin(TransactionKind kind) = 0;
    virtual Result<void> commit() = 0;
    virtual void rollBack() = 0;

    /// A piece of a transaction that can be undone alone.
    virtual Result<void> beginPiece() = 0;
    virtual Result<void> keepPiece() = 0;
    virtual Result<void> undoPiece() = 0;

    /// False once the connection broke: another one has to be opened.
    virtual bool isUsable() const { return true; }
    /// Whether the transaction failed only because of others at the same time, so that it
    /// is to be undone and run again.
    virtual bool mustRepeat() const { return false; }

    /// A statement of a migration in the words of this engine.
    virtual QString inOwnWords(const QString &statement) const { return statement; }
};

/// How the threads of a database open theirs.
using OpenConnection =
    std::function<Result<std::unique_ptr<PlatformConnection>>(TransactionKind kind, const Statements &statements)>;

} // namespace tabletalk

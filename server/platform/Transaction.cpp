// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/Transaction.h"

#include "core/base/Problem.h"

#include <QLoggingCategory>

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

const QVariant &Record::value(const QString &column) const
{
    const auto found = m_values.constFind(column);
    if (found == m_values.constEnd()) {
        qCCritical(lcPlatform) << "a statement gives no column" << column;
        throw Problem::of(ProblemCode::Internal);
    }
    return *found;
}

std::vector<Record> Transaction::select(const TenantScope &scope, const QString &statement, const Bindings &bindings)
{
    return run(scope.tenant(), statement, bindings, nullptr);
}

std::vector<Record> Transaction::select(const PlatformScope &, const QString &statement, const Bindings &bindings)
{
    return run(std::nullopt, statement, bindings, nullptr);
}

std::optional<Record> Transaction::selectOne(const TenantScope &scope, const QString &statement,
                                             const Bindings &bindings)
{
    auto records = select(scope, statement, bindings);
    return records.empty() ? std::nullopt : std::optional(std::move(records.front()));
}

std::optional<Record> Transaction::selectOne(const PlatformScope &scope, const QString &statement,
                                             const Bindings &bindings)
{
    auto records = select(scope, statement, bindings);
    return records.empty() ? std::nullopt : std::optional(std::move(records.front()));
}

qint64 Transaction::execute(const TenantScope &scope, const QString &statement, const Bindings &bindings)
{
    qint64 changed = 0;
    run(scope.tenant(), statement, bindings, &changed);
    return changed;
}

qint64 Transaction::execute(const PlatformScope &, const QString &statement, const Bindings &bindings)
{
    qint64 changed = 0;
    run(std::nullopt, statement, bindings, &changed);
    return changed;
}

} // namespace tabletalk

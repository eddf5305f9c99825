// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/StatementBinding.h"

#include "core/base/Problem.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

void checkScope(const std::optional<TenantId> &tenant, const Statement &statement)
{
    if (tenant && tenant->isNull())
        statementDefect(statement.name, u"is run for a null tenant"_s);
    if (tenant && !statement.usesTenant)
        statementDefect(statement.name, u"is run for a tenant but does not use :tenant"_s);
    if (!tenant && statement.platformReason.isEmpty())
        statementDefect(statement.name, u"is run without a tenant but does not start with '-- platform: reason'"_s);
}

void checkBindings(const Statement &statement, const Bindings &bindings)
{
    for (const auto &[name, value] : bindings.values()) {
        if (std::ranges::find(statement.parameters, name) == statement.parameters.end())
            statementDefect(statement.name, u"has no placeholder :"_s + name);
    }
}

} // namespace

void statementDefect(const QString &statement, const QString &what)
{
    qCCritical(lcPlatform).noquote() << "statement" << statement << what;
    throw Problem::of(ProblemCode::Internal);
}

QVariant bindable(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString)
        return value.toString().isNull() ? QVariant(u""_s) : value;
    if (value.typeId() == QMetaType::QByteArray)
        return value.toByteArray().isNull() ? QVariant(QByteArray("")) : value;
    if (value.typeId() == QMetaType::Bool)
        return QVariant(value.toBool() ? 1 : 0);
    return value;
}

QVariant valueOf(const std::optional<TenantId> &tenant, const Statement &statement, const QString &parameter,
                 const Bindings &bindings)
{
    if (tenant && parameter == u"tenant"_s)
        return QVariant(tenant->toString());
    const auto &values = bindings.values();
    const auto found = std::ranges::find(values, parameter, &std::pair<QString, QVariant>::first);
    if (found == values.end())
        statementDefect(statement.name, u"lacks a value for :"_s + parameter);
    return bindable(found->second);
}

const Statement &boundStatement(const Statements &statements, const QString &name,
                                const std::optional<TenantId> &tenant, const Bindings &bindings)
{
    const Statement *statement = statements.find(name);
    if (!statement)
        statementDefect(name, u"does not exist"_s);
    checkScope(tenant, *statement);
    checkBindings(*statement, bindings);
    return *statement;
}

} // namespace tabletalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ExitCode.h"

#include "core/api/Codec.h"
#include "server/onboarding/SchemaReport.h"

#include <QCoreApplication>

namespace tabletalk::cli {

namespace {

void printTable(const api::TableInfo &table)
{
    const QString rows = table.rowCount ? QStringLiteral(" (%1)").arg(*table.rowCount) : QString();
    const QString name = table.schema.isEmpty() ? table.name : QString(table.schema + u'.' + table.name);
    std::printf("\n%s%s\n", qPrintable(name), qPrintable(rows));
    if (!table.description.isEmpty())
        std::printf("  %s\n", qPrintable(table.description));
    for (const api::ColumnInfo &column : table.columns) {
        QString line =
            QStringLiteral("    %1  %2  %3").arg(column.name, -24).arg(column.databaseType, -14).arg(column.role, -12);
        if (column.primaryKey)
            line += QStringLiteral(" key");
        if (column.references) {
            line += QStringLiteral(" → ") + *column.references
                    + (column.referenceInferred.value_or(false) ? QStringLiteral(" (inferred)") : QString());
        }
        std::printf("%s\n", qPrintable(line));
    }
}

void printReport(const api::DatabaseSchema &schema)
{
    std::printf("%s (%.0f %%)\n", qPrintable(schema.organizationKind), schema.organizationConfidence * 100);
    for (const QString &sentence : schema.organizationEvidence)
        std::printf("  %s\n", qPrintable(sentence));
    for (const api::TableInfo &table : schema.tables)
        printTable(table);
    if (!schema.examples.empty())
        std::printf("\n%s\n", qPrintable(QCoreApplication::translate("Terminal", "Questions to start from")));
    for (const api::ExampleInfo &example : schema.examples)
        std::printf("  %s\n      %s\n", qPrintable(example.question), qPrintable(example.sql));
}

} // namespace

int onboard(const QString &url, bool json)
{
    const auto translator = ask::makeAnalyst();
    const auto database = openUnderstood(url, *translator);
    if (!database) {
        printProblem(database.error());
        return exitCodeOf(database.error());
    }
    const api::DatabaseSchema report = schemaReport((*database)->understanding());
    if (json)
        std::printf("%s\n", api::toJsonText(report).c_str());
    else
        printReport(report);
    return Answered;
}

} // namespace tabletalk::cli

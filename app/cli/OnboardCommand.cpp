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

void printReport(const Understanding &understanding)
{
    const api::DatabaseSchema schema = schemaOutline(understanding);
    std::printf("%s (%.0f %%)\n", qPrintable(schema.organizationKind), schema.organizationConfidence * 100);
    for (const QString &sentence : schema.organizationEvidence)
        std::printf("  %s\n", qPrintable(sentence));
    for (const Table &table : understanding.schema.tables)
        printTable(tableInfo(table));
    if (!schema.examples.empty())
        std::printf("\n%s\n", qPrintable(QCoreApplication::translate("Terminal", "Questions to start from")));
    for (const api::ExampleInfo &example : schema.examples)
        std::printf("  %s\n      %s\n", qPrintable(example.question), qPrintable(example.sql));
}

/// One JSON object, written table by table: that of a large schema is many times larger
/// than the schema itself.
void printJson(const Understanding &understanding)
{
    const std::string outline = api::toJsonText(schemaOutline(understanding));
    static constexpr std::string_view empty = "\"tables\":[]";
    const size_t place = outline.find(empty);
    std::fwrite(outline.data(), 1, place, stdout);
    std::fputs("\"tables\":[", stdout);
    const char *separator = "";
    for (const Table &table : understanding.schema.tables) {
        std::printf("%s%s", separator, api::toJsonText(tableInfo(table)).c_str());
        separator = ",";
    }
    std::printf("]%s\n", outline.c_str() + place + empty.size());
}

} // namespace

int onboard(const QString &url, bool json)
{
    const auto database = openRead(url);
    if (!database) {
        printProblem(database.error());
        return exitCodeOf(database.error());
    }
    if (json)
        printJson((*database)->understanding());
    else
        printReport((*database)->understanding());
    return Answered;
}

} // namespace tabletalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/SchemaReport.h"

#include "core/api/Rows.h"
#include "core/schema/Descriptions.h"

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t samplesShown = 5;

QString roleWord(ColumnRole role)
{
    switch (role) {
    case ColumnRole::Identifier:
        return u"identifier"_s;
    case ColumnRole::Name:
        return u"name"_s;
    case ColumnRole::Code:
        return u"code"_s;
    case ColumnRole::Measure:
        return u"measure"_s;
    case ColumnRole::Money:
        return u"money"_s;
    case ColumnRole::Percentage:
        return u"percentage"_s;
    case ColumnRole::Date:
        return u"date"_s;
    case ColumnRole::Flag:
        return u"flag"_s;
    case ColumnRole::Category:
        return u"category"_s;
    case ColumnRole::Place:
        return u"place"_s;
    case ColumnRole::Text:
        return u"text"_s;
    case ColumnRole::Unknown:
        break;
    }
    return u"unknown"_s;
}

/// The key that starts with this column, if any.
const ForeignKey *keyOf(const Table &table, const QString &column)
{
    const auto found = std::ranges::find_if(table.foreignKeys, [&](const ForeignKey &key) {
        return !key.columns.empty() && key.columns.front() == column;
    });
    return found == table.foreignKeys.end() ? nullptr : &*found;
}

api::ColumnInfo columnInfo(const Table &table, const Column &column)
{
    api::ColumnInfo info;
    info.name = column.name;
    info.databaseType = column.databaseType;
    info.role = roleWord(column.role);
    // Of a large schema they are not kept but made when they are shown.
    info.description = column.description.isEmpty() ? describeColumn(table, column) : column.description;
    info.primaryKey = std::ranges::find(table.primaryKey, column.name) != table.primaryKey.end();
    const auto &samples = column.profile.samples;
    info.samples.assign(samples.begin(), samples.begin() + qptrdiff(std::min(samples.size(), samplesShown)));
    if (const ForeignKey *key = keyOf(table, column.name); key && !key->referencedColumns.empty()) {
        info.references = key->referencedTable + u'.' + key->referencedColumns.front();
        info.referenceInferred = key->origin == KeyOrigin::Inferred;
    }
    info.type = api::columnTypeName(column.type);
    info.unit = column.unit;
    info.nullable = column.nullable;
    info.unique = column.unique;
    info.generated = column.generated;
    info.distinctCount = column.profile.distinctCount;
    info.nullCount = column.profile.nullCount;
    info.minimum = column.profile.minimum;
    info.maximum = column.profile.maximum;
    info.exact = column.profile.exact;
    return info;
}

} // namespace

api::TableInfo tableInfo(const Table &table, bool columns)
{
    api::TableInfo info;
    info.schema = table.schema;
    info.name = table.name;
    info.kind = table.kind == TableKind::View ? u"view"_s : u"table"_s;
    info.description = table.description;
    info.rowCount = table.rowCount;
    info.comment = table.comment;
    info.columnCount = qint64(table.columns.size());
    info.profiled = table.profiled;
    if (!columns)
        return info;
    info.columns.reserve(table.columns.size());
    for (const Column &column : table.columns)
        info.columns.push_back(columnInfo(table, column));
    return info;
}

api::DatabaseSchema schemaOutline(const Understanding &understanding)
{
    api::DatabaseSchema report;
    report.organizationKind = understanding.organisation.kind;
    report.organizationConfidence = understanding.organisation.confidence;
    report.organizationEvidence = understanding.organisation.evidence;
    for (const QuestionExample &example : understanding.examples)
        report.examples.push_back({example.question, example.sql});
    report.tableCount = qint64(understanding.schema.tables.size());
    report.complete = understanding.complete;
    return report;
}

} // namespace tabletalk

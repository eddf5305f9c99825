// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ResultStore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tabletalk {

namespace {

QString columnsToText(const std::vector<ResultColumn> &columns)
{
    QJsonArray array;
    for (const ResultColumn &column : columns)
        array.append(QJsonArray{column.name, static_cast<int>(column.type)});
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<ResultColumn> columnsFromText(const QString &text)
{
    std::vector<ResultColumn> columns;
    for (const QJsonValue &value : QJsonDocument::fromJson(text.toUtf8()).array())
        columns.push_back({value[0].toString(), static_cast<ColumnType>(value[1].toInt())});
    return columns;
}

QString offsetsToText(const std::vector<qint64> &offsets)
{
    QStringList texts;
    for (const qint64 offset : offsets)
        texts.append(QString::number(offset));
    return texts.join(u' ');
}

std::vector<qint64> offsetsFromText(const QString &text)
{
    std::vector<qint64> offsets;
    for (const QStringView part : QStringView(text).split(u' ', Qt::SkipEmptyParts))
        offsets.push_back(part.toLongLong());
    return offsets;
}

} // namespace

void ResultStore::insert(const SpooledResult &result, MessageId message, Instant now)
{
    m_transaction.execute(
        m_scope, QStringLiteral("chat/insert_result"),
        {{QStringLiteral("id"), stored(result.id)},
         {QStringLiteral("message"), stored(message)},
         {QStringLiteral("columns"), columnsToText(result.columns)},
         {QStringLiteral("row_count"), result.rowCount},
         {QStringLiteral("sealed_key"), result.key},
         {QStringLiteral("block_offsets"), offsetsToText(result.blockOffsets)},
         {QStringLiteral("inline_block"), result.inlineBlock.isEmpty() ? QVariant() : QVariant(result.inlineBlock)},
         {QStringLiteral("bytes"), result.bytes},
         {QStringLiteral("now"), stored(now)}});
}

std::optional<SpooledResult> ResultStore::find(ResultId id, UserId user)
{
    const auto record =
        m_transaction.selectOne(m_scope, QStringLiteral("chat/find_result"),
                                {{QStringLiteral("id"), stored(id)}, {QStringLiteral("user"), stored(user)}});
    if (!record)
        return std::nullopt;
    SpooledResult result;
    result.id = id;
    result.columns = columnsFromText(record->text(QStringLiteral("columns")));
    result.rowCount = record->integer(QStringLiteral("row_count"));
    result.key = record->bytes(QStringLiteral("sealed_key"));
    result.blockOffsets = offsetsFromText(record->text(QStringLiteral("block_offsets")));
    result.inlineBlock = record->bytes(QStringLiteral("inline_block"));
    return result;
}

std::vector<ResultStore::Size> ResultStore::oldestFirst()
{
    std::vector<Size> sizes;
    for (const Record &record : m_transaction.select(m_scope, QStringLiteral("chat/list_spooled_results")))
        sizes.push_back({record.id<ResultId>(QStringLiteral("id")), record.integer(QStringLiteral("bytes"))});
    return sizes;
}

void ResultStore::remove(ResultId id)
{
    m_transaction.execute(m_scope, QStringLiteral("chat/delete_result"), {{QStringLiteral("id"), stored(id)}});
}

} // namespace tabletalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ResultStore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

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

/// Offsets with the first row of each block, "0:0 5120:256 …". The row is left out where it is
/// what blocks of the usual number of rows give.
QString blocksToText(const SpooledResult &result)
{
    QStringList texts;
    for (size_t i = 0; i < result.blockOffsets.size(); ++i) {
        QString text = QString::number(result.blockOffsets[i]);
        if (result.blockStarts[i] != qint64(i) * ResultSpool::blockRows)
            text += u':' + QString::number(result.blockStarts[i]);
        texts.append(text);
    }
    return texts.join(u' ');
}

void blocksFromText(const QString &text, SpooledResult &result)
{
    for (const QStringView part : QStringView(text).split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype colon = part.indexOf(u':');
        const auto usual = qint64(result.blockStarts.size()) * ResultSpool::blockRows;
        result.blockStarts.push_back(colon < 0 ? usual : part.sliced(colon + 1).toLongLong());
        result.blockOffsets.push_back((colon < 0 ? part : part.first(colon)).toLongLong());
    }
}

/// Whether a limit cut the result, as the answer's JSON says.
bool wasTruncated(const QString &answer)
{
    return QJsonDocument::fromJson(answer.toUtf8()).object().value(QStringLiteral("truncated")).toBool();
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
         {QStringLiteral("block_offsets"), blocksToText(result)},
         {QStringLiteral("inline_block"), result.inlineBlock.isEmpty() ? QVariant() : QVariant(result.inlineBlock)},
         {QStringLiteral("bytes"), result.bytes},
         {QStringLiteral("now"), stored(now)}});
}

std::optional<ReadableResult> ResultStore::find(ResultId id, const Viewer &viewer)
{
    const auto record = m_transaction.selectOne(m_scope, QStringLiteral("chat/find_result"),
                                                {{QStringLiteral("id"), stored(id)},
                                                 {QStringLiteral("user"), stored(viewer.user)},
                                                 {QStringLiteral("is_guest"), viewer.isGuest ? 1 : 0}});
    if (!record)
        return std::nullopt;
    ReadableResult readable;
    readable.truncated = wasTruncated(record->text(QStringLiteral("answer")));
    SpooledResult &result = readable.spooled;
    result.id = id;
    result.columns = columnsFromText(record->text(QStringLiteral("columns")));
    result.rowCount = record->integer(QStringLiteral("row_count"));
    result.key = record->bytes(QStringLiteral("sealed_key"));
    blocksFromText(record->text(QStringLiteral("block_offsets")), result);
    result.inlineBlock = record->bytes(QStringLiteral("inline_block"));
    return readable;
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

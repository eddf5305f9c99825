// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ResultSpool.h"

#include "core/api/Codec.h"
#include "core/api/Rows.h"
#include "core/crypto/AesGcm.h"
#include "core/crypto/RandomToken.h"

#include <boost/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStorageInfo>

#include <algorithm>
#include <numeric>
#include <optional>

namespace tabletalk {

namespace {

/// Below this a result lives in the platform database and needs no file.
constexpr qint64 inlineBytes = 64 * 1024;

/// Ties a block to its result and place, so that blocks cannot be exchanged.
QByteArray associatedData(ResultId id, size_t block)
{
    return id.toString().toLatin1() + ':' + QByteArray::number(qulonglong(block));
}

Problem spoolProblem(const QFile &file)
{
    return Problem::of(
        ProblemCode::Unavailable,
        QCoreApplication::translate("ResultSpool", "The rows could not be kept: %1").arg(file.errorString()),
        QCoreApplication::translate("ResultSpool", "Check that the server's disk has room, then ask again."));
}

Problem diskIsFull()
{
    return Problem::of(
        ProblemCode::Unavailable,
        QCoreApplication::translate("ResultSpool", "The server's disk has no room left for the rows of "
                                                   "this answer."),
        QCoreApplication::translate("ResultSpool", "Ask for fewer rows, or have room made on the disk."));
}

/// How many blocks are written between two looks at the disk's free space.
constexpr size_t blocksBetweenLooks = 64;

/// The text of a cell or row as JSON, about.
qint64 sizeOf(const boost::json::value &value)
{
    constexpr qint64 ofNumber = 8;
    if (value.is_string())
        return qint64(value.get_string().size());
    if (!value.is_array())
        return ofNumber;
    qint64 size = 0;
    for (const auto &cell : value.get_array())
        size += sizeOf(cell);
    return size;
}

/// A page is read from trusted files of ours, but nesting and size stay bounded all the same.
constexpr api::JsonLimits blockLimits{.maxBytes = size_t{512} * 1024 * 1024, .maxDepth = 32};

} // namespace

struct ResultSpool::Writer::State
{
    QString path;
    qint64 reserve = 0;
    QFile file;
    SpooledResult result;
    std::string block; ///< JSON of the rows not yet written
    qint64 blockRowCount = 0;
    std::vector<boost::json::value> first;
    qint64 firstBytes = 0;
    bool firstRowsEnded = false; ///< a row that is left out ends them, so that they have no gap
    bool finished = false;

    void discard()
    {
        if (file.isOpen())
            file.close();
        if (!finished)
            QFile::remove(path);
    }

    QByteArray sealedBlock() const
    {
        const std::string text = '[' + block + ']';
        const QByteArray packed =
            qCompress(reinterpret_cast<const uchar *>(text.data()), qsizetype(text.size()), 1); // NOLINT
        return crypto::seal(result.key, associatedData(result.id, result.blockOffsets.size() - 1), packed);
    }

    void writeBlock()
    {
        if (!file.isOpen() && !openFile())
            throw spoolProblem(file);
        if (reserve > 0 && (result.blockOffsets.size() - 1) % blocksBetweenLooks == 0
            && QStorageInfo(path.section(u'/', 0, -2)).bytesAvailable() < reserve)
            throw diskIsFull();
        const QByteArray sealed = sealedBlock();
        if (file.write(sealed) != sealed.size())
            throw spoolProblem(file);
        result.blockOffsets.push_back(result.blockOffsets.back() + sealed.size());
        result.blockStarts.push_back(result.rowCount);
        block.clear();
        blockRowCount = 0;
    }

    bool openFile()
    {
        file.setFileName(path);
        // Unbuffered: what was written can be read at once, and a full disk is seen at once.
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered)
               && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
};

ResultSpool::Writer::Writer(const ResultSpool &spool, ResultId id)
    : m_state(std::make_unique<State>())
{
    m_state->path = spool.pathOf(id);
    m_state->reserve = spool.m_reserve;
    m_state->result.id = id;
}

ResultSpool::Writer::~Writer()
{
    m_state->discard();
}

void ResultSpool::Writer::begin(const std::vector<ResultColumn> &columns)
{
    State &state = *m_state;
    state.discard();
    const ResultId id = state.result.id;
    state.result = SpooledResult();
    state.result.id = id;
    state.result.columns = columns;
    state.result.key = crypto::randomBytes(crypto::aesKeyBytes);
    state.result.blockOffsets = {0};
    state.result.blockStarts = {0};
    state.block.clear();
    state.blockRowCount = 0;
    state.first.clear();
    state.firstBytes = 0;
    state.firstRowsEnded = false;
}

void ResultSpool::Writer::row(Row &&row)
{
    State &state = *m_state;
    if (state.blockRowCount == blockRows || qsizetype(state.block.size()) >= blockBytes)
        state.writeBlock();
    if (state.blockRowCount > 0)
        state.block.push_back(',');
    const size_t before = state.block.size();
    api::appendJson(state.block, row);
    const auto size = qint64(state.block.size() - before);
    ++state.blockRowCount;
    ++state.result.rowCount;
    state.firstRowsEnded = state.firstRowsEnded || qint64(state.first.size()) >= firstRowsLimit
                           || state.firstBytes + size > firstRowsBytesLimit;
    if (!state.firstRowsEnded) {
        boost::json::array cells;
        cells.reserve(row.size());
        for (const Cell &cell : row)
            cells.push_back(api::toJson(cell));
        state.first.emplace_back(std::move(cells));
        state.firstBytes += size;
    }
}

const std::vector<boost::json::value> &ResultSpool::Writer::firstRows() const
{
    return m_state->first;
}

qint64 ResultSpool::Writer::rowCount() const
{
    return m_state->result.rowCount;
}

SpooledResult ResultSpool::Writer::snapshot() const
{
    SpooledResult result = m_state->result;
    result.inlineBlock = m_state->sealedBlock();
    return result;
}

SpooledResult ResultSpool::Writer::finish()
{
    State &state = *m_state;
    const bool small = !state.file.isOpen() && qint64(state.block.size()) <= inlineBytes;
    if (small) {
        state.result.inlineBlock = state.sealedBlock();
        state.result.bytes = state.result.inlineBlock.size();
    } else {
        if (state.blockRowCount > 0)
            state.writeBlock();
        state.file.close();
        state.result.bytes = state.result.blockOffsets.back();
    }
    state.finished = true;
    return state.result;
}

namespace {

std::unexpected<Problem> rowsAreGone()
{
    return failure(ProblemCode::NotFound,
                   QCoreApplication::translate("ResultSpool", "The rows of this answer are no longer kept."),
                   QCoreApplication::translate("ResultSpool", "Ask the question again."));
}

/// The rows of one sealed block.
Result<boost::json::array> openBlock(const SpooledResult &result, size_t block, const QByteArray &sealed)
{
    const auto packed = crypto::open(result.key, associatedData(result.id, block), sealed);
    if (!packed)
        return rowsAreGone();
    const QByteArray text = qUncompress(*packed);
    auto json = api::parseJson({text.constData(), size_t(text.size())}, blockLimits);
    if (!json || !json->is_array())
        return rowsAreGone();
    return std::move(json->get_array());
}

/// The sealed block as it lies in the file, or beside it when it is the last.
QByteArray sealedBlockOf(const SpooledResult &result, size_t block, QFile &file)
{
    if (block + 1 >= result.blockOffsets.size())
        return result.inlineBlock;
    const bool found = (file.isOpen() || file.open(QIODevice::ReadOnly)) && file.seek(result.blockOffsets[block]);
    return found ? file.read(result.blockOffsets[block + 1] - result.blockOffsets[block]) : QByteArray();
}

} // namespace

Result<std::vector<boost::json::value>> ResultSpool::read(const SpooledResult &result, qint64 offset, qint64 limit,
                                                          const ReadBounds &bounds) const
{
    std::vector<boost::json::value> rows;
    QFile file(pathOf(result.id));
    const qint64 end = std::min(offset + limit, result.rowCount);
    qint64 bytes = 0;
    for (qint64 at = offset; at < end;) {
        const auto after = std::ranges::upper_bound(result.blockStarts, at);
        if (after == result.blockStarts.begin())
            return rowsAreGone();
        const auto block = size_t(after - result.blockStarts.begin()) - 1;
        auto array = openBlock(result, block, sealedBlockOf(result, block, file));
        if (!array)
            return std::unexpected(std::move(array).error());
        const qint64 first = result.blockStarts[block];
        const qint64 blockEnd = std::min(end, first + qint64(array->size()));
        if (blockEnd <= at)
            return rowsAreGone(); // a block shorter than the count promises
        for (; at < blockEnd; ++at) {
            auto &row = (*array)[size_t(at - first)];
            if (bounds.shorten)
                bounds.shorten(at, row);
            bytes += sizeOf(row);
            if (bytes > bounds.bytes && !rows.empty())
                return rows;
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

Result<std::vector<boost::json::value>>
ResultSpool::readAt(const SpooledResult &result, std::span<const uint32_t> numbers, const ReadBounds &bounds) const
{
    std::vector<size_t> places(numbers.size()); // in the order of the file, so that a block is opened once
    std::iota(places.begin(), places.end(), size_t{0});
    std::ranges::sort(places, {}, [&](size_t place) { return numbers[place]; });
    std::vector<boost::json::value> rows(numbers.size());
    size_t end = numbers.size();
    qint64 bytes = 0;
    QFile file(pathOf(result.id));
    boost::json::array block;
    std::optional<size_t> opened;
    for (const size_t place : places) {
        if (place >= end)
            continue; // had no room
        const auto after = std::ranges::upper_bound(result.blockStarts, qint64(numbers[place]));
        const auto number = size_t(after - result.blockStarts.begin()) - 1;
        if (opened != number) {
            auto array = openBlock(result, number, sealedBlockOf(result, number, file));
            if (!array)
                return std::unexpected(std::move(array).error());
            block = *std::move(array);
            opened = number;
        }
        const auto inBlock = size_t(qint64(numbers[place]) - result.blockStarts[number]);
        if (inBlock >= block.size())
            return rowsAreGone();
        rows[place] = block[inBlock];
        if (bounds.shorten)
            bounds.shorten(qint64(place), rows[place]);
        for (bytes += sizeOf(rows[place]); bytes > bounds.bytes && end > 1;) {
            bytes -= sizeOf(rows[--end]);
            rows[end] = nullptr;
        }
    }
    rows.resize(end);
    return rows;
}

Result<void> ResultSpool::readAll(const SpooledResult &result,
                                  const std::function<void(qint64 number, const boost::json::array &row)> &take) const
{
    QFile file(pathOf(result.id));
    qint64 at = 0;
    for (size_t block = 0; at < result.rowCount; ++block) {
        const auto array = openBlock(result, block, sealedBlockOf(result, block, file));
        if (!array || array->empty())
            return rowsAreGone();
        for (const auto &row : *array) {
            if (!row.is_array())
                return rowsAreGone();
            take(at++, row.get_array());
        }
    }
    return {};
}

void ResultSpool::remove(ResultId id) const
{
    QFile::remove(pathOf(id));
}

QString ResultSpool::pathOf(ResultId id) const
{
    return QDir(m_directory).filePath(id.toString() + QStringLiteral(".rows"));
}

} // namespace tabletalk

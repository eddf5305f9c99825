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

/// A page is read from trusted files of ours, but nesting and size stay bounded all the same.
constexpr api::JsonLimits blockLimits{.maxBytes = size_t{512} * 1024 * 1024, .maxDepth = 32};

} // namespace

struct ResultSpool::Writer::State
{
    QString path;
    QFile file;
    SpooledResult result;
    std::string block; ///< JSON of the rows not yet written
    qint64 blockRowCount = 0;
    std::vector<boost::json::value> first;
    qint64 firstBytes = 0;
    bool finished = false;

    void discard()
    {
        if (file.isOpen())
            file.close();
        if (!finished)
            QFile::remove(path);
    }

    QByteArray sealBlock(size_t index)
    {
        block.insert(block.begin(), '[');
        block.push_back(']');
        const QByteArray packed =
            qCompress(reinterpret_cast<const uchar *>(block.data()), qsizetype(block.size()), 1); // NOLINT
        block.clear();
        blockRowCount = 0;
        return crypto::seal(result.key, associatedData(result.id, index), packed);
    }

    void writeBlock()
    {
        if (!file.isOpen() && !openFile())
            throw spoolProblem(file);
        const QByteArray sealed = sealBlock(result.blockOffsets.size() - 1);
        if (file.write(sealed) != sealed.size())
            throw spoolProblem(file);
        result.blockOffsets.push_back(result.blockOffsets.back() + sealed.size());
    }

    bool openFile()
    {
        file.setFileName(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate)
               && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
};

ResultSpool::Writer::Writer(const ResultSpool &spool, ResultId id)
    : m_state(std::make_unique<State>())
{
    m_state->path = spool.pathOf(id);
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
    state.block.clear();
    state.blockRowCount = 0;
    state.first.clear();
    state.firstBytes = 0;
}

void ResultSpool::Writer::row(Row &&row)
{
    State &state = *m_state;
    if (state.blockRowCount == blockRows)
        state.writeBlock();
    if (state.blockRowCount > 0)
        state.block.push_back(',');
    const size_t before = state.block.size();
    api::appendJson(state.block, row);
    const auto size = qint64(state.block.size() - before);
    ++state.blockRowCount;
    ++state.result.rowCount;
    if (qint64(state.first.size()) < firstRowsLimit && state.firstBytes + size <= firstRowsBytesLimit) {
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

SpooledResult ResultSpool::Writer::finish()
{
    State &state = *m_state;
    const bool small = !state.file.isOpen() && qint64(state.block.size()) <= inlineBytes;
    if (small) {
        state.result.inlineBlock = state.sealBlock(0);
        state.result.bytes = state.result.inlineBlock.size();
    } else {
        if (state.blockRowCount > 0)
            state.writeBlock();
        if (!state.file.flush())
            throw spoolProblem(state.file);
        state.file.close();
        state.result.bytes = state.result.blockOffsets.back();
    }
    state.finished = true;
    return state.result;
}

Result<std::vector<boost::json::value>> ResultSpool::read(const SpooledResult &result, qint64 offset,
                                                          qint64 limit) const
{
    const auto gone = [] {
        return failure(ProblemCode::NotFound,
                       QCoreApplication::translate("ResultSpool", "The rows of this answer are no longer kept."),
                       QCoreApplication::translate("ResultSpool", "Ask the question again."));
    };
    std::vector<boost::json::value> rows;
    QFile file(pathOf(result.id));
    if (result.inlineBlock.isEmpty() && !file.open(QIODevice::ReadOnly))
        return gone();

    const qint64 end = std::min(offset + limit, result.rowCount);
    for (qint64 at = offset; at < end;) {
        const auto block = size_t(at / blockRows);
        QByteArray sealed = result.inlineBlock;
        if (sealed.isEmpty()) {
            if (block + 1 >= result.blockOffsets.size() || !file.seek(result.blockOffsets[block]))
                return gone();
            sealed = file.read(result.blockOffsets[block + 1] - result.blockOffsets[block]);
        }
        const auto packed = crypto::open(result.key, associatedData(result.id, block), sealed);
        if (!packed)
            return gone();
        const QByteArray text = qUncompress(*packed);
        auto json = api::parseJson({text.constData(), size_t(text.size())}, blockLimits);
        if (!json || !json->is_array())
            return gone();
        auto &array = json->get_array();
        const qint64 first = qint64(block) * blockRows;
        for (; at < end && at - first < qint64(array.size()); ++at)
            rows.push_back(std::move(array[size_t(at - first)]));
        if (at < end && at - first < blockRows)
            return gone(); // a block shorter than the count promises
    }
    return rows;
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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/base/Id.h"
#include "core/base/Problem.h"
#include "server/connections/TargetDatabase.h"

#include <QByteArray>
#include <QString>

#include <boost/json/array.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace tabletalk {

/// Where the rows of one result lie. Stored in the platform database beside the message.
struct SpooledResult
{
    ResultId id;
    std::vector<ResultColumn> columns;
    qint64 rowCount = 0;
    QByteArray key;                   ///< of this result alone; sealed before it is stored
    std::vector<qint64> blockOffsets; ///< in the file; the last is the end of the last block
    std::vector<qint64> blockStarts;  ///< the first row of each block; the last is the number of rows in the file
    QByteArray inlineBlock;           ///< the rows after those in the file: all of a small result, which needs no file
    qint64 bytes = 0;                 ///< what it takes on disk
};

/// Rows of answers, so that a window can page through a result of any size and an answer
/// can be opened again. Rows are kept in blocks, as compressed JSON sealed with a key of the
/// result's own; without the platform database the files say nothing. A block ends after
/// blockRows rows or blockBytes of text, so memory is bounded also where cells are large.
class ResultSpool
{
public:
    static constexpr qint64 blockRows = 256;
    static constexpr qsizetype blockBytes = 1024 * 1024;

    /// reserve: bytes of the disk that are left to others, such as the platform database.
    explicit ResultSpool(QString directory, qint64 reserve = 0)
        : m_directory(std::move(directory))
        , m_reserve(reserve)
    {}

    /// Collects a result; begin() starts over. Throws Problem Unavailable when the disk is full
    /// or what is left of it is reserved.
    class Writer final : public RowSink
    {
    public:
        Writer(const ResultSpool &spool, ResultId id);
        ~Writer() override;

        void begin(const std::vector<ResultColumn> &columns) override;
        void row(Row &&row) override;

        /// The first rows, for the answer itself: at most firstRowsLimit.
        const std::vector<boost::json::value> &firstRows() const;

        qint64 rowCount() const;

        /// All rows so far, readable while more are added.
        SpooledResult snapshot() const;

        /// Writes what is left. Call once; what was not finished is removed.
        SpooledResult finish();

    private:
        struct State;
        std::unique_ptr<State> m_state;
    };

    /// How many rows an answer carries itself.
    static constexpr qint64 firstRowsLimit = 1000;
    static constexpr qint64 firstRowsBytesLimit = 1024 * 1024;

    /// How much is read at once, whatever the rows hold.
    struct ReadBounds
    {
        qint64 bytes = 64 * 1024 * 1024; ///< of text, after which no further row is added; one always is
        /// May make a row smaller; called with its number before it is counted.
        std::function<void(qint64 number, boost::json::value &row)> shorten;
    };

    /// Rows offset … offset+limit-1; fewer at the end, or when they are large.
    Result<std::vector<boost::json::value>> read(const SpooledResult &result, qint64 offset, qint64 limit,
                                                 const ReadBounds &bounds) const;
    Result<std::vector<boost::json::value>> read(const SpooledResult &result, qint64 offset, qint64 limit) const
    {
        return read(result, offset, limit, ReadBounds());
    }

    /// Rows by their numbers, in that order; fewer when they are large, at least one.
    Result<std::vector<boost::json::value>> readAt(const SpooledResult &result, std::span<const uint32_t> numbers,
                                                   const ReadBounds &bounds) const;
    /// Hands over all rows, a block at a time, each once and in order.
    Result<void> readAll(const SpooledResult &result,
                         const std::function<void(qint64 number, const boost::json::array &row)> &take) const;

    void remove(ResultId id) const;

private:
    QString pathOf(ResultId id) const;
    QString m_directory;
    qint64 m_reserve = 0;
};

} // namespace tabletalk

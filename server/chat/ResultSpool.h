// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/base/Id.h"
#include "core/base/Problem.h"
#include "server/connections/TargetDatabase.h"

#include <QByteArray>
#include <QString>

#include <memory>
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
    QByteArray inlineBlock;           ///< the only block, when the result is small enough for no file
    qint64 bytes = 0;                 ///< what it takes on disk
};

/// Rows of answers, so that a window can page through a result of any size and an answer
/// can be opened again. Rows are kept in blocks of blockRows, as compressed JSON sealed with
/// a key of the result's own; without the platform database the files say nothing.
class ResultSpool
{
public:
    static constexpr qint64 blockRows = 256;

    explicit ResultSpool(QString directory)
        : m_directory(std::move(directory))
    {}

    /// Collects a result; begin() starts over. Throws Problem Unavailable when the disk is full.
    class Writer final : public RowSink
    {
    public:
        Writer(const ResultSpool &spool, ResultId id);
        ~Writer() override;

        void begin(const std::vector<ResultColumn> &columns) override;
        void row(Row &&row) override;

        /// The first rows, for the answer itself: at most firstRowsLimit.
        const std::vector<boost::json::value> &firstRows() const;

        /// Writes what is left. Call once; what was not finished is removed.
        SpooledResult finish();

    private:
        struct State;
        std::unique_ptr<State> m_state;
    };

    /// How many rows an answer carries itself.
    static constexpr qint64 firstRowsLimit = 1000;
    static constexpr qint64 firstRowsBytesLimit = 1024 * 1024;

    /// Rows offset … offset+limit-1, fewer at the end.
    Result<std::vector<boost::json::value>> read(const SpooledResult &result, qint64 offset, qint64 limit) const;

    void remove(ResultId id) const;

private:
    QString pathOf(ResultId id) const;
    QString m_directory;
};

} // namespace tabletalk

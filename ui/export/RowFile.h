// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

namespace tabletalk::api {
struct ResultPage;
}

namespace tabletalk::ui {

/// A file of rows that is written beside the window's thread, page after page: packing a page of a workbook takes as
/// long as a stutter that people see, and drawing a document longer. The file appears when it is committed. Nothing is
/// written after the first failure.
class RowFile : public QObject
{
    Q_OBJECT

public:
    /// Called beside the window's thread, as everything of the writer is.
    using MakeWriter = std::function<std::unique_ptr<RowWriter>(QIODevice &file)>;

    RowFile(const QString &path, MakeWriter makeWriter, QObject *parent);
    /// Waits for the step that is being taken; who minds waits for stopped() first.
    ~RowFile() override;

    void open();
    void write(api::ResultPage page);
    /// Writes what the form has after its rows, and then makes the file appear.
    void commit();
    /// The file does not appear any more; false where it does, or did. stopped() follows.
    bool stop();
    /// Pages that were given and are not written.
    int waitingPages() const { return m_waitingPages; }
    qint64 writtenRows() const { return m_writtenRows; }

Q_SIGNALS:
    void pageWritten();
    /// remark: what the form could not take as it was; may be empty.
    void committed(const QString &remark);
    void failed(const tabletalk::Problem &why);
    /// Nothing is being written any more, after stop().
    void stopped();

private:
    class Target;
    using Step = std::function<Result<void>(Target &)>;

    /// After the steps before it: done is called in this thread where the step did not fail.
    void enqueue(Step step, std::function<void()> done);

    const std::unique_ptr<Target> m_target; ///< touched by one step at a time
    enum class Stage { Writing, Stopped, Appearing };
    std::atomic<Stage> m_stage = Stage::Writing; ///< stopped: steps that wait are passed over
    int m_waitingPages = 0;
    qint64 m_writtenRows = 0;
    QThreadPool m_writer;
};

} // namespace tabletalk::ui

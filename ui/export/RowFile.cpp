// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/RowFile.h"

#include "core/api/Rows.h"
#include "ui/chat/Cells.h"

#include <QSaveFile>

#include <utility>

namespace tabletalk::ui {

/// The file with its writer. All of it is used by the thread that writes.
class RowFile::Target
{
public:
    Target(const QString &path, MakeWriter makeWriter)
        : m_file(path)
        , m_makeWriter(std::move(makeWriter))
    {}

    Result<void> open()
    {
        if (!m_file.open(QIODevice::WriteOnly))
            return unwritten(RowFile::tr("Choose another folder."));
        m_writer = m_makeWriter(m_file);
        return {};
    }

    Result<void> write(const api::ResultPage &page)
    {
        Result<void> done;
        if (!std::exchange(m_begun, true)) {
            m_columns = api::toColumns(page.columns);
            done = m_writer->begin(m_columns);
        }
        for (const auto &row : page.rows) {
            if (done)
                done = m_writer->row(exactRow(cellsOf(row), m_columns));
        }
        return done;
    }

    Result<void> end() { return m_writer->end(); }
    Result<void> commit() { return m_file.commit() ? Result<void>() : unwritten({}); }

    QString remark() const { return m_writer->remark(); }

private:
    Result<void> unwritten(const QString &advice) const
    {
        return failure(ProblemCode::Unavailable,
                       RowFile::tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString()), advice);
    }

    QSaveFile m_file;
    MakeWriter m_makeWriter;
    std::unique_ptr<RowWriter> m_writer;
    std::vector<ResultColumn> m_columns;
    bool m_begun = false;
};

RowFile::RowFile(const QString &path, MakeWriter makeWriter, QObject *parent)
    : QObject(parent)
    , m_target(std::make_unique<Target>(path, std::move(makeWriter)))
{
    m_writer.setMaxThreadCount(1); // steps follow each other
}

RowFile::~RowFile()
{
    stop();
    m_writer.waitForDone();
}

void RowFile::open()
{
    enqueue([](Target &target) { return target.open(); }, [] {});
}

void RowFile::write(api::ResultPage page)
{
    ++m_waitingPages;
    const auto shared = std::make_shared<const api::ResultPage>(std::move(page));
    enqueue([shared](Target &target) { return target.write(*shared); },
            [this, rows = qint64(shared->rows.size())] {
                --m_waitingPages;
                m_writtenRows += rows;
                Q_EMIT pageWritten();
            });
}

void RowFile::commit()
{
    enqueue([](Target &target) { return target.end(); }, [] {});
    enqueue(
        [this](Target &target) {
            Stage writing = Stage::Writing;
            return m_stage.compare_exchange_strong(writing, Stage::Appearing) ? target.commit() : Result<void>();
        },
        [this] {
            if (m_stage == Stage::Appearing)
                Q_EMIT committed(m_target->remark());
        });
}

bool RowFile::stop()
{
    Stage writing = Stage::Writing;
    if (!m_stage.compare_exchange_strong(writing, Stage::Stopped))
        return false;
    m_writer.start([this] { QMetaObject::invokeMethod(this, &RowFile::stopped, Qt::QueuedConnection); });
    return true;
}

void RowFile::enqueue(Step step, std::function<void()> done)
{
    m_writer.start([this, step = std::move(step), done = std::move(done)] {
        if (m_stage == Stage::Stopped)
            return;
        const Result<void> result = step(*m_target);
        if (!result)
            m_stage = Stage::Stopped;
        QMetaObject::invokeMethod(
            this,
            [this, result, done] {
                if (result)
                    done();
                else
                    Q_EMIT failed(result.error());
            },
            Qt::QueuedConnection);
    });
}

} // namespace tabletalk::ui

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

    Result<void> commit()
    {
        if (auto whole = m_writer->end(); !whole)
            return whole;
        return m_file.commit() ? Result<void>() : unwritten({});
    }

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
    m_stopped = true;
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
    enqueue([](Target &target) { return target.commit(); }, [this] { Q_EMIT committed(m_target->remark()); });
}

void RowFile::enqueue(Step step, std::function<void()> done)
{
    m_writer.start([this, step = std::move(step), done = std::move(done)] {
        if (m_stopped)
            return;
        const Result<void> result = step(*m_target);
        if (!result)
            m_stopped = true;
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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"
#include "ui/chat/Arrangement.h"
#include "ui/session/Session.h"

#include <QSaveFile>

#include <functional>
#include <limits>
#include <memory>

namespace tabletalk::ui {

/// Writes a whole result to a file, page by page, so that its size does not matter. The
/// file appears only when it is complete: an export that is cancelled, or whose rows the
/// server does not keep any more, leaves none. Deletes itself when done.
class ResultExport : public QObject
{
    Q_OBJECT

public:
    using MakeWriter = std::function<std::unique_ptr<RowWriter>(QIODevice &file)>;

    struct Job
    {
        ResultId result;
        QString path;
        MakeWriter makeWriter;
        qint64 mostRows = std::numeric_limits<qint64>::max(); ///< for forms that hold no more
        Arrangement arrangement = {};                         ///< of the rows; the server arranges them
    };

    ResultExport(Session &session, Job job, QObject *parent);
    ~ResultExport() override;

    void start();
    void cancel();
    QString path() const { return m_file.fileName(); }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    /// remark: what the form could not take as it was; may be empty.
    void finished(qint64 rows, const QString &remark);
    void failed(const tabletalk::Problem &why);
    void cancelled();

private:
    void fetch();
    void fetchArranged(int wanted);
    void retryOrFail(const Problem &why);
    void take(const api::ResultPage &page);
    Result<void> write(const api::ResultPage &page);
    void finish();
    void fail(const Problem &why);

    Session &m_session;
    Job m_job;
    QSaveFile m_file;
    std::unique_ptr<RowWriter> m_writer;
    std::vector<ResultColumn> m_columns;
    qint64 m_done = 0;
    bool m_begun = false;
    bool m_ended = false;
};

} // namespace tabletalk::ui

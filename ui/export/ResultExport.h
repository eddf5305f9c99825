// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/Arrangement.h"
#include "ui/export/RowFile.h"
#include "ui/session/Session.h"

#include <limits>

namespace tabletalk::ui {

/// Writes a whole result to a file, page by page, so that its size does not matter; the next page is fetched while one
/// is written. The file appears only when it is complete: an export that is cancelled, or whose rows the server does
/// not keep any more, leaves none. Deletes itself when done.
class ResultExport : public QObject
{
    Q_OBJECT

public:
    struct Job
    {
        ResultId result;
        QString path;
        RowFile::MakeWriter makeWriter;
        qint64 mostRows = std::numeric_limits<qint64>::max(); ///< for forms that hold no more
        Arrangement arrangement = {};                         ///< of the rows; the server arranges them
    };

    ResultExport(Session &session, Job job, QObject *parent);
    ~ResultExport() override;

    void start();
    /// Does nothing once the file is whole and about to appear.
    void cancel();
    QString path() const { return m_job.path; }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    /// All rows are written; what the form has after them is not yet.
    void ending();
    /// remark: what the form could not take as it was; may be empty.
    void finished(qint64 rows, const QString &remark);
    void failed(const tabletalk::Problem &why);
    void cancelled();

private:
    void fetch();
    void fetchArranged(int wanted);
    void retryOrFail(const Problem &why);
    void take(api::ResultPage page);
    void goOn();
    void finish(const QString &remark);
    void fail(const Problem &why);

    Session &m_session;
    Job m_job;
    RowFile m_file;
    qint64 m_fetched = 0;
    qint64 m_total = 0;
    bool m_fetching = false;
    int m_losses = 0;      ///< of the connection, since the last page
    bool m_hasAll = false; ///< rows; the rest is writing
    bool m_ended = false;
};

} // namespace tabletalk::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/Cells.h"
#include "ui/session/Session.h"

#include <QSaveFile>

namespace tabletalk::ui {

/// Writes a whole result to a CSV file (RFC 4180, UTF-8), page by page, so that its size
/// does not matter. The file appears only when it is complete: an export that is cancelled,
/// or whose rows the server does not keep any more, leaves none. Deletes itself when done.
class CsvExport : public QObject
{
    Q_OBJECT

public:
    CsvExport(Session &session, ResultId result, QString path, QObject *parent);
    ~CsvExport() override;

    void start();
    void cancel();
    QString path() const { return m_file.fileName(); }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    void finished(qint64 rows);
    void failed(const tabletalk::Problem &why);
    void cancelled();

private:
    void fetch();
    void retryOrFail(const Problem &why);
    void take(const api::ResultPage &page);
    void fail(const Problem &why);
    bool write(const QByteArray &text);

    Session &m_session;
    ResultId m_result;
    QSaveFile m_file;
    qint64 m_done = 0;
    bool m_headed = false;
    bool m_ended = false;
};

/// One line of CSV. What a spreadsheet would run as a formula is kept from it by an apostrophe.
QByteArray csvLine(const CellRow &cells);

} // namespace tabletalk::ui

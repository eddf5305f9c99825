// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/Session.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;

namespace tabletalk::ui {

/// One cell with all of its text, fetched when it is opened; of a very long one the beginning is
/// shown, and all is copied. Deletes itself when closed.
class CellDialog : public QDialog
{
    Q_OBJECT

public:
    CellDialog(Session &session, ResultId result, qint64 row, int column, const QString &columnName, QWidget *parent);

private:
    void take(const Result<api::ResultPage> &page, int column);

    QString m_whole; ///< which may be longer than what is shown
    QLabel *m_state;
    QPlainTextEdit *m_text;
};

} // namespace tabletalk::ui

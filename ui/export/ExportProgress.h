// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QProgressBar;

namespace tabletalk::ui {

class ResultExport;

/// How far an export is, with a way to stop it. Goes when the export ends.
class ExportProgress : public QDialog
{
    Q_OBJECT

public:
    ExportProgress(ResultExport &exporting, QWidget *parent);

private:
    void progress(qint64 done, qint64 total);

    QLabel *m_text;
    QProgressBar *m_bar;
};

} // namespace tabletalk::ui

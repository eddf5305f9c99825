// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ExportProgress.h"

#include "ui/export/ResultExport.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

namespace tabletalk::ui {

ExportProgress::ExportProgress(ResultExport &exporting, QWidget *parent)
    : QDialog(parent)
{
    constexpr int width = 420;
    setObjectName(QStringLiteral("exportProgress"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export"));
    setMinimumWidth(width);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    layout->setSpacing(space::large);
    m_text = makeLabel(tr("Writing %1…").arg(exporting.path()), TextStyle::Body, false, this);
    m_text->setObjectName(QStringLiteral("exportText"));
    m_bar = new QProgressBar(this);
    m_bar->setObjectName(QStringLiteral("exportBar"));
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_bar->setTextVisible(false); // the text above says more
    m_bar->setRange(0, 0);
    auto *cancel = makeButton(QStringLiteral("cancelExport"), tr("Cancel"), ButtonKind::Plain, this);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(cancel, 0, Qt::AlignRight);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, &exporting, &ResultExport::cancel);
    connect(&exporting, &ResultExport::progressed, this, &ExportProgress::progress);
    connect(&exporting, &ResultExport::ending, this, [this] {
        m_bar->setRange(0, 0);
        m_text->setText(tr("Finishing the file…"));
    });
    // Whatever ends the export ends this; the export says itself what came of it.
    connect(&exporting, &QObject::destroyed, this, &QDialog::accept);
}

void ExportProgress::progress(qint64 done, qint64 total)
{
    constexpr int steps = 1000;
    m_bar->setRange(0, steps);
    m_bar->setValue(total > 0 ? int(done * steps / total) : steps);
    const QLocale locale;
    m_text->setText(tr("%1 of %2 rows are written").arg(locale.toString(done), locale.toString(total)));
}

} // namespace tabletalk::ui

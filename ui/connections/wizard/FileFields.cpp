// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/FileFields.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace tabletalk::ui {

FileFields::FileFields(bool local, QWidget *parent)
    : ConnectionFields(parent)
    , m_file(makeField(QStringLiteral("file"), tr("Database file"), this))
{
    setFocusProxy(m_file);
    auto *form = makeForm(this);
    m_file->setPlaceholderText(local ? tr("/path/to/database.sqlite") : tr("Path on the server's machine"));
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_file, 1);
    if (local) {
        auto *browse =
            makeButton(QStringLiteral("browse"), tr("&Browse…"), ButtonKind::Plain, line, QStringLiteral("folder"));
        connect(browse, &QPushButton::clicked, this, &FileFields::choose);
        row->addWidget(browse);
    }
    addRow(form, tr("&File"), m_file, line);
    connect(m_file, &QLineEdit::textChanged, this, &ConnectionFields::edited);
}

void FileFields::show(const ConnectionUrl &url)
{
    fillField(m_file, url.path);
}

void FileFields::apply(ConnectionUrl &url) const
{
    url.path = m_file->text().trimmed();
}

void FileFields::choose()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Choose a SQLite database"), QString(),
                                     tr("SQLite databases (*.sqlite *.sqlite3 *.db *.db3);;All files (*)"));
    if (!file.isEmpty())
        m_file->setText(file);
}

} // namespace tabletalk::ui

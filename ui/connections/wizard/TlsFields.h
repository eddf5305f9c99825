// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/wizard/ConnectionFields.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace tabletalk::ui {

/// How the way to a server is encrypted: the mode, in words that say what it protects from,
/// and the files of certificates.
class TlsFields : public ConnectionFields
{
    Q_OBJECT

public:
    /// local: the server sees this machine's files, so that they can be picked.
    TlsFields(bool local, QWidget *parent);

    void show(const ConnectionUrl &url) override;
    void apply(ConnectionUrl &url) const override;

private:
    struct FileRow
    {
        const char *option = nullptr;
        QLabel *label = nullptr;
        QWidget *line = nullptr;
        QLineEdit *field = nullptr;
    };

    FileRow makeFileRow(QFormLayout *form, const char *option, const QString &label, const QString &spoken, bool local);
    void refresh();

    ConnectionKind m_kind = ConnectionKind::PostgreSql;
    QComboBox *m_mode;
    QLabel *m_meaning;
    std::vector<FileRow> m_files;
};

} // namespace tabletalk::ui

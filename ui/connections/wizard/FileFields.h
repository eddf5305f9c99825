// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/wizard/ConnectionFields.h"

class QLineEdit;

namespace tabletalk::ui {

/// A SQLite file.
class FileFields : public ConnectionFields
{
    Q_OBJECT

public:
    /// local: the server sees this machine's files, so that one can be picked.
    FileFields(bool local, QWidget *parent);

    void show(const ConnectionUrl &url) override;
    void apply(ConnectionUrl &url) const override;

private:
    void choose();

    QLineEdit *m_file;
};

} // namespace tabletalk::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/wizard/ConnectionFields.h"

class QGridLayout;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

/// An ODBC source: keywords and their values, as its driver wants them.
class OdbcFields : public ConnectionFields
{
    Q_OBJECT

public:
    explicit OdbcFields(QWidget *parent);

    void show(const ConnectionUrl &url) override;
    void apply(ConnectionUrl &url) const override;

private:
    struct Row
    {
        QLineEdit *keyword = nullptr;
        QLineEdit *value = nullptr;
        QPushButton *remove = nullptr;
    };

    void addEmptyRow();
    void removeRow(const QLineEdit *keyword);
    void updateSecrets();

    QGridLayout *m_grid;
    QPushButton *m_add;
    std::vector<Row> m_rows;
    int m_nextLine = 1;
};

} // namespace tabletalk::ui

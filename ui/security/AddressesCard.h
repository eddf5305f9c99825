// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Security.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// From which addresses the organisation lets people and keys in.
class AddressesCard : public QWidget
{
    Q_OBJECT

public:
    AddressesCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void take(const api::SecuritySettings &settings);
    void save(bool lockMyselfOut);
    void updateSave();

    WindowContext &m_context;
    QString m_saved;
    QPlainTextEdit *m_ranges;
    QLabel *m_own;
    QPushButton *m_save;
    Notice *m_notice;
};

} // namespace tabletalk::ui

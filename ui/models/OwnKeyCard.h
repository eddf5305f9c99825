// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Models.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// A key of one's own for the organisation's model; it goes before the organisation's. There only
/// where a model was chosen and the organisation lets people bring keys.
class OwnKeyCard : public QWidget
{
    Q_OBJECT

public:
    OwnKeyCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void take(const api::ModelSettings &settings);
    void save(const QString &key);

    WindowContext &m_context;
    QLabel *m_state;
    QLineEdit *m_key;
    QPushButton *m_save;
    QPushButton *m_remove;
    Notice *m_notice;
};

} // namespace tabletalk::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Models.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// Tries the model's set-up part by part, and finds model servers on the server's own machine.
class ModelCheckCard : public QWidget
{
    Q_OBJECT

public:
    ModelCheckCard(WindowContext &context, QWidget *parent);

Q_SIGNALS:
    /// A server that was found is to be used.
    void chosen(const api::LocalModelServer &server);

private:
    void check();
    void show(const api::ModelCheck &check);
    void find();
    void show(const api::LocalModelServerList &list);

    WindowContext &m_context;
    QPushButton *m_check;
    QPushButton *m_find;
    QWidget *m_steps = nullptr;
    QWidget *m_servers = nullptr;
    QVBoxLayout *m_column;
    Notice *m_notice;
};

} // namespace tabletalk::ui

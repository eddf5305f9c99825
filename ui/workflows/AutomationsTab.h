// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Automations.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class RowList;
struct WindowContext;

/// What runs by itself in the whole organisation, whoever made it, for those who manage it: whose it is, when it runs
/// next, how it went the last time; and a way to let it rest.
class AutomationsTab : public QWidget
{
    Q_OBJECT

public:
    AutomationsTab(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void reload();
    void load(const std::optional<QString> &cursor);
    void take(const api::AutomationList &page, bool isFirst);
    void showRows();
    void updateButtons();
    const api::Automation *chosen() const;
    void pause();

    WindowContext &m_context;
    std::vector<api::Automation> m_items;
    std::optional<QString> m_nextCursor;
    QTimer m_again;
    Notice *m_notice;
    QComboBox *m_which;
    RowList *m_list;
    QLabel *m_about;
    QPushButton *m_pause;
    QPushButton *m_more;
};

} // namespace tabletalk::ui

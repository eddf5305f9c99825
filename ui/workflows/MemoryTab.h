// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AgentMemory.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// What agents remember of a workspace and of whoever sits here: each fact with who said it, when and in which
/// question; written, changed and forgotten.
class MemoryTab : public QWidget
{
    Q_OBJECT

public:
    MemoryTab(WindowContext &context, QWidget *parent);

    void setWorkspace(WorkspaceId workspace);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildWriting();
    QBoxLayout *buildButtons();
    void reload();
    void take(const api::MemoryFactList &list);
    const api::MemoryFact *chosen() const;
    void updateButtons();
    void remember();
    void confirmFact();
    void change();
    void forget();
    void forgetAll(const QString &scope);

    WindowContext &m_context;
    WorkspaceId m_workspace;
    std::vector<api::MemoryFact> m_facts;
    bool m_mayWriteWorkspace = false;
    TextTableModel *m_model;
    Notice *m_notice;
    QLineEdit *m_text = nullptr;
    QComboBox *m_scope = nullptr;
    QComboBox *m_ends = nullptr;
    QPushButton *m_add = nullptr;
    QLabel *m_none = nullptr;
    QTableView *m_table = nullptr;
    QPushButton *m_confirm = nullptr;
    QPushButton *m_change = nullptr;
    QPushButton *m_forget = nullptr;
    QPushButton *m_forgetMine = nullptr;
    QPushButton *m_forgetShared = nullptr;
    QLabel *m_about = nullptr;
};

} // namespace tabletalk::ui

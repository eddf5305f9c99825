// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QListView;

namespace tabletalk::ui {

class PaletteModel;
class PaletteSearch;
struct WindowContext;

/// One field over the window that finds whatever can be done or gone to: actions, panels, settings, tables,
/// conversations, saved questions, dashboards, documents. Arrow keys choose, Enter does it, Esc closes.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    CommandPalette(WindowContext &context, QWidget *window);
    void open();
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool onKey(int key, Qt::KeyboardModifiers modifiers);
    void type(const QString &typed);
    void choose(int row);
    void runChosen();
    void onReset();
    void place();

    PaletteModel *m_model;
    PaletteSearch *m_search;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_nothing;
    QWidget *m_focusBefore = nullptr;
    QString m_chosenId;   ///< kept where later answers push other entries in
    bool m_moved = false; ///< the person chose a line; until then the first one is chosen
};

} // namespace tabletalk::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace tabletalk::ui {

/// The table of an answer: as high as it needs up to a limit, then it scrolls. Copies the
/// selected cells as tab-separated text.
class ResultView : public QTableView
{
    Q_OBJECT

public:
    explicit ResultView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    void copySelection() const;

    bool m_fitted = false;
};

} // namespace tabletalk::ui

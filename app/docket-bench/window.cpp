// The smallest honest peer for the start benchmark: a Qt Widgets window with menu, tool bar and a table of 50 rows that
// quits after its first frame.
#include <QApplication>
#include <QMainWindow>
#include <QMenuBar>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimer>
#include <QToolBar>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.menuBar()->addMenu(QStringLiteral("File"))->addAction(QStringLiteral("Quit"));
    window.addToolBar(QStringLiteral("Tools"))->addAction(QStringLiteral("Sync"));
    QStandardItemModel model(50, 11);
    for (int row = 0; row < 50; ++row) {
        for (int column = 0; column < 11; ++column)
            model.setItem(row, column, new QStandardItem(QString::number(row * column)));
    }
    QTableView table;
    table.setModel(&model);
    window.setCentralWidget(&table);
    window.resize(1440, 900);
    window.show();
    window.grab();
    QTimer::singleShot(0, &application, &QApplication::quit);
    return QApplication::exec();
}

' The buttons of sheetsales. A click writes a job folder with a copy of the open workbook, lets Python work on the
' copy, and applies the list of changes that Python answers with to the open workbook. No file is ever replaced.
'
' Written into the workbook by "sheetsales buttons add"; change it there and "buttons repair" puts it back.
' It runs in Excel, in WPS with VBA and in LibreOffice: so there is no Declare, no Option Explicit (ThisComponent is
' LibreOffice's own), no #If that LibreOffice would run into, and every text is ASCII, the rest written as \uXXXX.

Private Const LANGUAGE = "en"
Private Const FIRST_ANSWER = 12
Private Const LONGEST_RUN = 300
Private Const LONG_TEXT = 8000

Private running As Boolean
Private cancelled As Boolean
Private job As String
Private lines() As String
Private lineCount As Long
Private at As Long
Private texts() As String
Private hasTabs As Boolean
Private ops() As Variant
Private opCount As Long
Private trail() As Variant
Private trailCount As Long

'{{SUBS}}

' -- a click, from beginning to end

Private Sub RunButton(button As String)
    Dim nonce As String, message As String
    If running Then
        If MsgBox(T("上一次还在运行。要停下来吗？", "The last click is still running. Stop it?"), 4 + 32, "sheetsales") = 6 Then cancelled = True
        Exit Sub
    End If
    running = True
    cancelled = False
    job = ""
    On Error GoTo Failed
    If ThisWorkbook.Path = "" Then
        message = T("工作簿还没有保存过。请先保存，再点一次。", "This workbook has never been saved. Save it, then click again.")
        GoTo Finish
    End If
    ShowStatus T("正在准备……", "Preparing ...")
    nonce = NewNonce()
    job = NewJobFolder(nonce)
    If job = "" Then
        message = T("建不了任务文件夹，所以什么都没做；工作簿没有动。请检查能不能写：", "No folder for the job could be made, so nothing was done; the workbook is as it was. See whether you may write to: ") & HomeFolder() & Application.PathSeparator & "jobs" & Chr(10) & T("或运行：", "or run: ") & "sheetsales doctor"
        GoTo Finish
    End If
    WriteSnapshotAndRequest button, nonce
    message = StartAndWait()
    If message <> "" Then GoTo Finish
    ShowStatus T("正在写入结果……", "Writing the results ...")
    message = ReadAnswer(nonce)
    If message = "" Then message = ApplyAnswer()
Finish:
    running = False
    ShowStatus ""
    If job <> "" Then WriteText "said.txt", Escaped(message)
    FocusSheet
    MsgBox message, 64, "sheetsales"
    Exit Sub
Failed:
    message = T("没有做完：", "This was not finished: ") & Err.Description & " (" & Err.Number & ")" & Chr(10) & T("工作簿没有动。记录在：", "The workbook is as it was. See: ") & job
    Resume Finish
End Sub

Private Sub ShowStatus(text As String)
    On Error Resume Next
    If text = "" Then
        Application.StatusBar = False
    Else
        Application.StatusBar = text
    End If
    DoEvents
End Sub

' Storing the copy makes LibreOffice build the buttons anew and leaves the keyboard on the last of them, which is Undo:
' a space bar pressed after the message would take the run back.
Private Sub FocusSheet()
    On Error Resume Next
    If InLibreOffice() Then ThisComponent.CurrentController.Frame.ComponentWindow.setFocus
End Sub

' -- the job folder

Private Function HomeFolder() As String
    If Environ("SHEETSALES_HOME") <> "" Then
        HomeFolder = Environ("SHEETSALES_HOME")
    ElseIf Application.PathSeparator = "\" Then
        HomeFolder = Environ("LOCALAPPDATA") & "\sheetsales"
    Else
        HomeFolder = Environ("HOME") & "/.config/sheetsales"
    End If
End Function

Private Function NewNonce() As String
    Dim i As Long, made As String
    Randomize
    For i = 1 To 8
        made = made & Right("000" & Hex(Int(Rnd * 65536)), 4)
    Next
    NewNonce = LCase(made)
End Function

Private Function NewJobFolder(nonce As String) As String
    Dim sep As String, folder As String
    On Error GoTo None
    sep = Application.PathSeparator
    folder = HomeFolder() & sep & "jobs" & sep & Year(Now) & Pad(Month(Now)) & Pad(Day(Now)) & "-" & Pad(Hour(Now)) & Pad(Minute(Now)) & Pad(Second(Now)) & "-" & Left(nonce, 8)
    MakeFolders folder
    NewJobFolder = folder & sep
None:
End Function

Private Function Pad(number As Long) As String
    Pad = Right("0" & number, 2)
End Function

Private Sub MakeFolders(folder As String)
    Dim parts, i As Long, path As String, sep As String
    sep = Application.PathSeparator
    parts = Split(folder, sep)
    path = parts(0)
    For i = 1 To UBound(parts)
        path = path & sep & parts(i)
        If i < UBound(parts) Then
            MakeFolderQuietly path
        Else
            MkDir path
        End If
    Next
End Sub

Private Sub MakeFolderQuietly(path As String)
    On Error Resume Next
    MkDir path
End Sub

Private Sub WriteSnapshotAndRequest(button As String, nonce As String)
    Dim snapshot As String, host As String, f As Integer
    host = "Excel"
    If InLibreOffice() Then host = "LibreOffice"
    snapshot = "snapshot.xlsx"
    If InLibreOffice() Then
        StoreCopy job & snapshot
    Else
        snapshot = "snapshot" & Mid(ThisWorkbook.Name, InStrRev(ThisWorkbook.Name, "."))
        ThisWorkbook.SaveCopyAs job & snapshot
    End If
    f = FreeFile
    Open job & "request.tmp" For Output As #f
    Print #f, "sheetsales 1"
    Print #f, "nonce=" & nonce
    Print #f, "button=" & button
    Print #f, "book=" & Escaped(ThisWorkbook.Name)
    Print #f, "folder=" & Escaped(ThisWorkbook.Path)
    Print #f, "snapshot=" & Escaped(snapshot)
    Print #f, "language=" & LANGUAGE
    Print #f, "host=" & host
    Print #f, "end=" & nonce
    Close #f
    Name job & "request.tmp" As job & "request.txt"
End Sub

Private Function InLibreOffice() As Boolean
    InLibreOffice = Val(Application.Version) < 12
End Function

Private Sub StoreCopy(path As String)
    Dim known, i As Long, arguments(0)
    known = ThisComponent.getArgs()
    For i = LBound(known) To UBound(known)
        If known(i).Name = "FilterName" Then arguments(0) = known(i)
    Next
    arguments(0).Value = "Calc MS Excel 2007 XML"
    ThisComponent.storeToURL FileUrl(path), arguments
End Sub

Private Function FileUrl(path As String) As String
    Dim i As Long, c As String, made As String
    For i = 1 To Len(path)
        c = Mid(path, i, 1)
        If c = "\" Then c = "/"
        If InStr(" %#?&+;[]{}^`|<>""", c) > 0 Then c = "%" & Right("0" & Hex(Asc(c)), 2)
        made = made & c
    Next
    If Left(made, 1) <> "/" Then made = "/" & made
    FileUrl = "file://" & made
End Function

' -- Python: whoever watches the job folder, else the interpreter of the user's own configuration, else what is on the path

Private Function StartAndWait() As String
    Dim commands(2) As String, i As Long, found As String, before As Double
    before = LastBeat()
    If (Now - before) * 86400 < 10 Then
        If Waited(5, False) Then GoTo Answered
        If LastBeat() > before And Not cancelled Then
            If Waited(15, False) Then GoTo Answered
        End If
    End If
    found = Configured("python")
    If found <> "" Then commands(0) = Quoted(found)
    If Application.PathSeparator = "\" Then
        commands(1) = OnPath("py.exe", ";")
        If commands(1) <> "" Then commands(1) = commands(1) & " -3"
        commands(2) = OnPath("python.exe", ";")
    Else
        commands(1) = OnPath("python3", ":")
    End If
    For i = 0 To 2
        If commands(i) <> "" And Not cancelled Then
            If Launched(commands(i) & " -P -m sheetsales click " & Quoted(Left(job, Len(job) - 1))) Then
                If Waited(FirstAnswer(), False) Then GoTo Answered
            End If
        End If
    Next
    If cancelled Then GoTo Answered
    StartAndWait = T("找不到能用的 Python。请在命令行运行一次：", "No Python that works was found. Run this once in a terminal: ") & "sheetsales buttons install" & Chr(10) & T("或直接运行：", "or run the command itself: ") & "sheetsales check """ & ThisWorkbook.Name & """" & Chr(10) & T("工作簿没有动。记录在：", "The workbook is as it was. See: ") & job
    Exit Function
Answered:
    If cancelled Then
        WriteText "cancel.txt", "1"
        StartAndWait = T("已停止，工作簿没有动。", "Stopped. The workbook is as it was.")
    ElseIf Not Waited(LongestRun(), True) Then
        WriteText "cancel.txt", "1"
        If cancelled Then
            StartAndWait = T("已停止，工作簿没有动。", "Stopped. The workbook is as it was.")
        Else
            StartAndWait = T("等了太久还没有结果，已放弃；工作簿没有动。记录在：", "There was no result for too long, so this was given up; the workbook is as it was. See: ") & job
        End If
    End If
End Function

' A program by its whole path: by its name alone Windows would look for it beside the workbook first. Entries that are no
' whole paths mean a folder of whoever made the workbook.
Private Function OnPath(program As String, between As String) As String
    Dim places, i As Long, place As String, sep As String
    sep = Application.PathSeparator
    places = Split(Environ("PATH"), between)
    For i = 0 To UBound(places)
        place = places(i)
        If Left(place, 1) = "/" Or Mid(place, 2, 2) = ":\" Then
            If Right(place, 1) <> sep Then place = place & sep
            If HasFile(place & program) Then
                OnPath = Quoted(place & program)
                Exit Function
            End If
        End If
    Next
End Function

Private Function FirstAnswer() As Long
    FirstAnswer = FIRST_ANSWER
    If Val(Configured("first_answer")) > 0 Then FirstAnswer = Val(Configured("first_answer"))
End Function

Private Function LongestRun() As Long
    LongestRun = LONGEST_RUN
    If Val(Configured("longest_run")) > 0 Then LongestRun = Val(Configured("longest_run"))
End Function

' When the watcher last said that it lives; one that goes on saying so is only busy.
Private Function LastBeat() As Double
    On Error Resume Next
    LastBeat = 0
    If HasFile(HomeFolder() & Application.PathSeparator & "watcher.txt") Then
        LastBeat = CDbl(CDate(FileDateTime(HomeFolder() & Application.PathSeparator & "watcher.txt")))
    End If
End Function

Private Function Launched(command As String) As Boolean
    On Error GoTo Missing
    Dim shellObject, before As String
    If Application.PathSeparator = "\" And Not InLibreOffice() Then
        Set shellObject = CreateObject("WScript.Shell")
        before = shellObject.CurrentDirectory
        shellObject.CurrentDirectory = Left(job, Len(job) - 1)
        shellObject.Run command, 0, False
        shellObject.CurrentDirectory = before
    ElseIf Not InLibreOffice() Then
        RunAppleScript
    Else
        Shell command, 0
    End If
    Launched = True
    Exit Function
Missing:
    Launched = False
End Function

' Excel on Mac lets a macro start a program only through a script that "buttons install" has put in Excel's own
' folder. The script is given the job, never a command: it calls the Python that was kept, and nothing else.
Private Sub RunAppleScript()
#If Mac Then
    AppleScriptTask "sheetsales.applescript", "answerClick", Left(job, Len(job) - 1)
#End If
End Sub

Private Function Waited(seconds As Long, untilDone As Boolean) As Boolean
    Dim started As Double
    started = Now
    Do
        If HasFile(job & "done.txt") Then
            Waited = True
            Exit Function
        End If
        If HasFile(job & "progress.txt") Then
            If Not untilDone Then
                Waited = True
                Exit Function
            End If
            ShowStatus LastProgress()
        End If
        If cancelled Then Exit Function
        DoEvents
        If (Now - started) * 86400 > 3 Then Application.Wait Now + TimeSerial(0, 0, 1)
    Loop While (Now - started) * 86400 < seconds
End Function

Private Function HasFile(path As String) As Boolean
    On Error GoTo None
    HasFile = FileLen(path) > 0
    Exit Function
None:
    HasFile = False
End Function

Private Function LastProgress() As String
    Dim f As Integer, found As String
    On Error GoTo None
    f = FreeFile
    Open job & "progress.txt" For Input As #f
    Line Input #f, found
    Close #f
    LastProgress = U(found)
None:
End Function

Private Sub WriteText(name As String, text As String)
    Dim f As Integer
    On Error GoTo None
    f = FreeFile
    Open job & name For Output As #f
    Print #f, text
    Close #f
None:
End Sub

Private Function Configured(key As String) As String
    Dim f As Integer, found As String
    On Error GoTo None
    f = FreeFile
    Open HomeFolder() & Application.PathSeparator & "buttons.txt" For Input As #f
    Do Until EOF(f)
        Line Input #f, found
        If Left(found, Len(key) + 1) = key & "=" Then Configured = U(Mid(found, Len(key) + 2))
    Loop
    Close #f
None:
End Function

Private Function Quoted(text As String) As String
    Quoted = """" & text & """"
End Function

' -- the answer

' ReDim never stands in an If of one line: LibreOffice would empty the array whatever the condition.
Private Function ReadAnswer(nonce As String) As String
    Dim f As Integer, found As String, sum As Long, parts
    lineCount = 0
    ReDim lines(1023)
    f = FreeFile
    Open job & "done.txt" For Input As #f
    Do Until EOF(f)
        Line Input #f, found
        If Left(found, 4) = "end" & Chr(9) Then Exit Do
        If lineCount > UBound(lines) Then
            ReDim Preserve lines(2 * lineCount)
        End If
        lines(lineCount) = found
        sum = Summed(sum, found)
        lineCount = lineCount + 1
        found = ""
    Loop
    Close #f
    parts = Split(found, Chr(9))
    If UBound(parts) = 3 Then
        If parts(1) = nonce And parts(2) = CStr(lineCount) And parts(3) = CStr(sum) And lines(0) = "sheetsales 1" Then Exit Function
    End If
    ReadAnswer = T("收到的结果不完整，或不是给这次点击的，所以没有采用；工作簿没有动。请再点一次。记录在：", "The answer was cut short or is not for this click, so it was not used; the workbook is as it was. Click again. See: ") & job
End Function

Private Function Summed(before As Long, text As String) As Long
    Dim i As Long, sum As Long, pace As Long
    sum = (before * 31 + Len(text)) Mod 1000003
    pace = Len(text) \ 24 + 1
    For i = 1 To Len(text) Step pace
        sum = (sum * 31 + Asc(Mid(text, i, 1))) Mod 1000003
    Next
    Summed = sum
End Function

Private Function ApplyAnswer() As String
    Dim message As String, refusal As String
    ReadTexts
    message = Decoded(Mid(lines(at), 5))
    at = at + 1
    opCount = 0
    ReDim ops(63)
    Do While at < lineCount
        If opCount > UBound(ops) Then
            ReDim Preserve ops(2 * opCount)
        End If
        ops(opCount) = ReadOp()
        opCount = opCount + 1
    Loop
    If opCount > 0 Then refusal = Refused()
    If refusal = "" And opCount > 0 Then refusal = DoOps()
    If refusal <> "" Then
        ApplyAnswer = refusal
    Else
        If opCount > 0 Then WriteText "applied.txt", "1"
        ApplyAnswer = message
    End If
End Function

Private Sub ReadTexts()
    Dim count As Long, i As Long
    count = CLng(Mid(lines(1), 7))
    ReDim texts(count)
    hasTabs = False
    For i = 0 To count - 1
        texts(i) = U(lines(2 + i))
        If InStr(texts(i), Chr(9)) > 0 Then hasTabs = True
    Next
    at = 2 + count
End Sub

' An operation is an array: kind, sheet, row, column, rows, columns, and then what its kind needs.
Private Function ReadOp()
    Dim parts, made(12), i As Long
    parts = Split(lines(at), Chr(9))
    at = at + 1
    made(0) = parts(0)
    made(1) = Decoded(CStr(parts(1)))
    Select Case parts(0)
    Case "write"
        For i = 2 To 5
            made(i) = CLng(parts(i))
        Next
        made(6) = parts(6)
        made(7) = parts(7)
        made(10) = parts(8)
        If parts(6) = "held" Then made(8) = TakeRows(CLng(parts(4)))
        made(9) = TakeRows(CLng(parts(4)))
    Case "check"
        For i = 2 To 5
            made(i) = CLng(parts(i))
        Next
        made(6) = parts(6)
        If parts(6) = "held" Then made(8) = TakeRows(CLng(parts(4)))
    Case "move"
        For i = 2 To 5
            made(i) = CLng(parts(i))
        Next
    Case "grow"
        For i = 2 To 6
            made(i) = CLng(parts(i))
        Next
        made(7) = Decoded(CStr(parts(7)))
        For i = 8 To 10
            made(i) = CLng(parts(i))
        Next
    Case "widen"
        For i = 2 To 6
            made(i) = CLng(parts(i))
        Next
        made(7) = Decoded(CStr(parts(7)))
        made(8) = Decoded(CStr(parts(8)))
    Case "sheet"
        made(2) = Decoded(CStr(parts(2)))
        made(3) = parts(3)
        made(4) = CLng(parts(4))
        made(5) = CLng(parts(5))
        made(6) = parts(6)
    Case "note"
        made(2) = CLng(parts(2))
        made(3) = CLng(parts(3))
        made(4) = Decoded(CStr(parts(4)))
    Case "look"
        For i = 2 To 5
            made(i) = CLng(parts(i))
        Next
        made(6) = parts(6)
        made(7) = Decoded(CStr(parts(7)))
    Case "show"
        made(2) = parts(2)
    Case "name"
        made(2) = Decoded(CStr(parts(2)))
        made(3) = Decoded(CStr(parts(3)))
        made(4) = parts(4)
    Case "list"
        For i = 2 To 7
            made(i) = CLng(parts(i))
        Next
        made(8) = Decoded(CStr(parts(8)))
    Case "draw"
        made(2) = parts(2)
        made(3) = Decoded(CStr(parts(3)))
        made(4) = Decoded(CStr(parts(4)))
        made(5) = parts(5)
        For i = 6 To 8
            made(i) = CLng(parts(i))
        Next
        made(9) = Val(parts(9))
        made(10) = Val(parts(10))
    End Select
    ReadOp = made
End Function

Private Function TakeRows(count As Long)
    Dim made(), i As Long
    ReDim made(count - 1)
    For i = 0 To count - 1
        made(i) = lines(at + i)
    Next
    at = at + count
    TakeRows = made
End Function

' -- first everything is looked at; nothing is written where anything is in the way

Private Function Refused() As String
    Dim i As Long, op, added As String, moved As String
    added = Chr(10)
    moved = Chr(10)
    If ReadOnlyBook() Then
        Refused = T("工作簿是以只读方式打开的，改了也存不回去，所以没有写入。请以可编辑方式重新打开，再点一次。", "The workbook is open read-only, so changes could not be saved, and nothing was written. Open it for editing, then click again.")
        Exit Function
    End If
    For i = 0 To opCount - 1
        op = ops(i)
        If op(0) = "sheet" Then
            If SheetIsThere(CStr(op(1))) Then
                Refused = T("已有工作表“", "There is a sheet already called ") & op(1) & T("”，没有写入。", ", so nothing was written.")
            ElseIf ThisWorkbook.ProtectStructure Then
                Refused = StructureLocked()
            End If
            added = added & op(1) & Chr(10)
        ElseIf op(0) = "name" And op(1) = "" Then
            If op(4) = "new" And NameIsThere(op) Then
                Refused = T("在运行的时候，有人加了名称“", "While this ran, somebody defined the name ") & op(2) & T("”，所以没有写入。请再点一次。", ", so nothing was written. Click again.")
            End If
        ElseIf InStr(added, Chr(10) & op(1) & Chr(10)) = 0 Then
            If Not SheetIsThere(CStr(op(1))) Then
                Refused = T("工作表“", "The sheet ") & op(1) & T("”不见了，没有写入。请再点一次。", " is gone, so nothing was written. Click again.")
            ElseIf op(0) = "show" Then
                If ThisWorkbook.ProtectStructure Then Refused = StructureLocked()
            ElseIf op(0) <> "name" And op(0) <> "check" And IsLocked(op) Then
                Refused = T("工作表“", "The sheet ") & op(1) & T("”有保护，写不进去；没有写入。请先撤销工作表保护。", " is protected, so nothing was written. Unprotect it first.")
            ElseIf op(0) = "write" Or op(0) = "check" Then
                Refused = Changed(op)
            ElseIf op(0) = "move" Then
                moved = moved & op(1) & Chr(10)
            ElseIf op(0) = "list" And InStr(moved, Chr(10) & op(1) & Chr(10)) = 0 Then
                If HasRule(op) Then Refused = RuleTaken(op)
            End If
        End If
        If Refused <> "" Then Exit Function
    Next
End Function

Private Function StructureLocked() As String
    StructureLocked = T("工作簿的结构有保护，不能增加、显示或隐藏工作表；没有写入。请先撤销工作簿保护。", "The workbook's structure is protected, so sheets can be neither added nor shown nor hidden, and nothing was written. Unprotect the workbook first.")
End Function

Private Function RuleTaken(op) As String
    RuleTaken = T("数据验证：“", "Data validation: ") & op(1) & "!" & CellName(op(2), op(3)) & T("”起的单元格里有的已经有了，所以没有写入。请再点一次。", " or a cell beside or below it has one by now, so nothing was written. Click again.")
End Function

Private Function ReadOnlyBook() As Boolean
    If InLibreOffice() Then
        ReadOnlyBook = ThisComponent.isReadonly()
    Else
        ReadOnlyBook = ThisWorkbook.ReadOnly
    End If
End Function

Private Function SheetIsThere(name As String) As Boolean
    Dim found
    On Error GoTo None
    Set found = ThisWorkbook.Worksheets(name)
    SheetIsThere = True
None:
End Function

Private Function IsLocked(op) As Boolean
    Dim sheet, area, locked
    Set sheet = ThisWorkbook.Worksheets(op(1))
    If Not sheet.ProtectContents Then Exit Function
    IsLocked = True
    If op(0) <> "write" Then Exit Function
    locked = AreaOf(op).Locked
    If Not IsNull(locked) Then IsLocked = CBool(locked)
End Function

Private Function AreaOf(op)
    Dim sheet
    Set sheet = ThisWorkbook.Worksheets(op(1))
    Set AreaOf = sheet.Range(sheet.Cells(op(2), op(3)), sheet.Cells(op(2) + op(4) - 1, op(3) + op(5) - 1))
End Function

Private Function LibreArea(op)
    Set LibreArea = ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(op(3) - 1, op(2) - 1, op(3) + op(5) - 2, op(2) + op(4) - 2)
End Function

Private Function Changed(op) As String
    Dim r As Long, c As Long, now_, formulas, want As String, found, columns As Long, libre As Boolean, shown, formula, same As Boolean
    If op(6) = "any" Then Exit Function
    libre = InLibreOffice()
    columns = op(5)
    If op(6) = "blank" Then
        If IsBlank(op, libre) Then Exit Function
    End If
    If libre Then
        now_ = LibreArea(op).getDataArray()
        formulas = LibreArea(op).getFormulaArray()
    Else
        now_ = Square(AreaOf(op).Value2)
        formulas = Square(AreaOf(op).Formula)
    End If
    For r = 0 To op(4) - 1
        If op(6) = "held" Then found = CellsOf(CStr(op(8)(r)), columns)
        For c = 0 To columns - 1
            want = ""
            If op(6) = "held" Then want = found(c)
            If libre Then
                shown = now_(r)(c)
                formula = formulas(r)(c)
            Else
                shown = now_(r + 1, c + 1)
                formula = formulas(r + 1, c + 1)
            End If
            same = False
            If VarType(shown) = 8 And Left(want, 1) = "t" Then same = Mid(want, 2) = shown And formula = shown
            If Not same Then same = Holds(shown, formula, want)
            If Not same Then
                Changed = T("在运行的时候，“", "While this ran, ") & op(1) & "!" & CellName(op(2) + r, op(3) + c) & T("”被改过了，所以没有写入。请再点一次。", " was changed, so nothing was written. Click again.")
                Exit Function
            End If
        Next
    Next
End Function

Private Function IsBlank(op, libre As Boolean) As Boolean
    If libre Then
        IsBlank = LibreArea(op).queryContentCells(23).Count = 0
    Else
        IsBlank = Application.WorksheetFunction.CountA(AreaOf(op)) = 0
    End If
End Function

Private Function Square(values)
    Dim made(1 To 1, 1 To 1)
    If IsArray(values) Then
        Square = values
    Else
        made(1, 1) = values
        Square = made
    End If
End Function

Private Function CellName(row As Long, column As Long) As String
    Dim n As Long, letters As String
    n = column
    Do While n > 0
        letters = Chr(65 + (n - 1) Mod 26) & letters
        n = (n - 1) \ 26
    Loop
    CellName = letters & row
End Function

' What the snapshot held against what the cell shows now. "=" marks a formula, whose shown value is compared.
Private Function Holds(shown, formula, want As String) As Boolean
    Dim expected As String, kind As String, isFormula As Boolean
    expected = want
    If Left(expected, 1) = "=" Then
        isFormula = True
        expected = Mid(expected, 2)
    End If
    If isFormula <> LooksLikeFormula(formula, shown) Then Exit Function
    kind = Left(expected, 1)
    expected = Mid(expected, 2)
    If IsError(shown) Then
        Holds = kind = "e"
    ElseIf kind = "e" Then
        Holds = IsEmpty(shown) Or CStr(shown) = expected
    ElseIf kind = "" Then
        Holds = IsEmpty(shown)
        If Not Holds Then Holds = CStr(shown) = ""
    ElseIf kind = "t" Or kind = "q" Then
        Holds = SameText(CStr(shown), expected)
    ElseIf IsNumeric(shown) And VarType(shown) <> 8 Then
        Holds = SameNumber(CDbl(shown), Val(expected), kind)
    End If
End Function

Private Function LooksLikeFormula(formula, shown) As Boolean
    If Left(CStr(formula), 1) <> "=" Then Exit Function
    LooksLikeFormula = True
    If VarType(shown) = 8 Then LooksLikeFormula = CStr(shown) <> CStr(formula)
End Function

Private Function SameText(a As String, b As String) As Boolean
    SameText = a = b
    If Not SameText Then SameText = Replace(a, Chr(13), "") = Replace(b, Chr(13), "")
End Function

Private Function SameNumber(a As Double, b As Double, kind As String) As Boolean
    If kind = "b" Then
        SameNumber = Abs(a) = Abs(b)
    Else
        SameNumber = Abs(a - b) <= 0.000000001 * (Abs(a) + Abs(b)) + 0.000000000001
    End If
End Function

' -- then everything is done, and put back where something goes wrong half way

Private Function DoOps() As String
    Dim i As Long, calculation, problem As String
    On Error GoTo Failed
    trailCount = 0
    ReDim trail(63)
    Application.ScreenUpdating = False
    If InLibreOffice() Then
        ' Its own undo knows only half of what is written here; the button knows all of it.
        ThisComponent.UndoManager.lock
    Else
        calculation = Application.Calculation
        Application.Calculation = -4135
        Application.EnableEvents = False
    End If
    For i = 0 To opCount - 1
        Select Case ops(i)(0)
        Case "write"
            DoWrite ops(i)
        Case "move"
            DoMove ops(i), CLng(ops(i)(5))
        Case "grow"
            DoGrow ops(i)
        Case "widen"
            DoWiden ops(i)
        Case "sheet"
            DoSheet ops(i)
        Case "note"
            DoNote ops(i)
        Case "look"
            DoLook ops(i)
        Case "show"
            DoShow ops(i)
        Case "name"
            DoName ops(i)
        Case "list"
            DoList ops(i)
        Case "draw"
            DoDraw ops(i)
        End Select
    Next
    Restore calculation
    Exit Function
Failed:
    problem = Err.Description & " (" & Err.Number & ")"
    PutBack
    Restore calculation
    DoOps = T("写入时出错，已全部退回：", "Writing failed, and everything was put back: ") & problem & Chr(10) & T("记录在：", "See: ") & job
End Function

' How to take back what is about to be done: what it is, the operation, and what is there now.
Private Sub Remember(what As String, op, was)
    Dim mark(2)
    If trailCount > UBound(trail) Then
        ReDim Preserve trail(2 * trailCount)
    End If
    mark(0) = what
    mark(1) = op
    mark(2) = was
    trail(trailCount) = mark
    trailCount = trailCount + 1
End Sub

Private Sub Restore(calculation)
    On Error Resume Next
    If InLibreOffice() Then
        ThisComponent.UndoManager.unlock
    Else
        Application.EnableEvents = True
        Application.Calculation = calculation
    End If
    Application.ScreenUpdating = True
End Sub

Private Sub PutBack()
    Dim i As Long, op, was
    On Error Resume Next
    For i = trailCount - 1 To 0 Step -1
        op = trail(i)(1)
        was = trail(i)(2)
        Select Case trail(i)(0)
        Case "write"
            If InLibreOffice() Then
                LibreArea(op).setFormulaArray was
            Else
                AreaOf(op).Formula = was
            End If
        Case "move"
            MoveCells op, -op(5)
        Case "grow"
            If op(9) > 0 Then ClearFresh op
            ResizeTable op, CLng(op(5))
        Case "widen"
            op(4) = op(5)
            ResizeTable op, CLng(op(6))
            ClearHeadings op, CLng(was)
        Case "sheet"
            If InLibreOffice() Then
                ' To the front first: where it stands last, LibreOffice takes the tables of the sheet before it along.
                ThisComponent.Sheets.moveByName op(1), 0
                ThisComponent.Sheets.removeByName op(1)
            Else
                Application.DisplayAlerts = False
                ThisWorkbook.Worksheets(op(1)).Delete
                Application.DisplayAlerts = True
            End If
        Case "note"
            PutNote op, CStr(was)
        Case "look"
            PutLook op, was
        Case "show"
            ThisWorkbook.Worksheets(op(1)).Visible = was
        Case "name"
            PutName op, was
        Case "list"
            RemoveRule op
        End Select
    Next
    ' Cells that moved back took the ends of tables along.
    For i = trailCount - 1 To 0 Step -1
        If trail(i)(0) = "grow" Then ResizeTable trail(i)(1), CLng(trail(i)(1)(5))
    Next
    trailCount = 0
End Sub

Private Sub DoWrite(op)
    If InLibreOffice() Then
        Remember "write", op, LibreArea(op).getFormulaArray()
        WriteLibre op
    Else
        Remember "write", op, AreaOf(op).Formula
        WriteExcel op
    End If
    FormatColumns op
End Sub

Private Sub WriteLibre(op)
    Dim made(), textual() As Boolean, r As Long, c As Long, width As Long, formulaColumns As String
    width = op(5)
    ReDim made(op(4) - 1)
    ReDim textual(width - 1)
    For c = 0 To width - 1
        textual(c) = Mid(op(10), c + 1, 1) = "t"
    Next
    For r = 0 To op(4) - 1
        made(r) = LibreRow(CStr(op(9)(r)), width, textual, formulaColumns)
    Next
    LibreArea(op).setDataArray made
    For c = 0 To op(5) - 1
        If InStr(formulaColumns, "," & c & ",") > 0 Then WriteLibreFormulas op, c
    Next
End Sub

' A row's cells. The line is decoded as a whole, which is faster, unless a text in it holds a tab.
Private Function CellsOf(text As String, ByVal width As Long)
    Dim found, c As Long
    If hasTabs Then
        found = Split(text & String(width, Chr(9)), Chr(9))
        For c = 0 To width - 1
            found(c) = Decoded(CStr(found(c)))
        Next
        CellsOf = found
    Else
        CellsOf = Split(Decoded(text) & String(width, Chr(9)), Chr(9))
    End If
End Function

' A row by itself: LibreOffice shares an array that is assigned, and ReDim would empty it in both places.
Private Function LibreRow(text As String, ByVal width As Long, textual() As Boolean, formulaColumns As String)
    Dim made(), found, c As Long, x As String
    found = CellsOf(text, width)
    ReDim made(width - 1)
    For c = 0 To width - 1
        If textual(c) Then
            made(c) = Mid(found(c), 2)
        ElseIf found(c) = "" Then
            made(c) = ""
        Else
            x = found(c)
            Select Case Left(x, 1)
            Case "t", "q"
                made(c) = Mid(x, 2)
            Case "h", "f", "e"
                If InStr(formulaColumns, "," & c & ",") = 0 Then formulaColumns = formulaColumns & "," & c & ","
                made(c) = ""
            Case Else
                made(c) = CDbl(Val(Mid(x, 2)))
            End Select
        End If
    Next
    LibreRow = made
End Function

' Links all down a column go in at once; other formulas one by one, for only so are they read as Excel spells them.
Private Sub WriteLibreFormulas(op, ByVal c As Long)
    Dim r As Long, x As String, sheet, made(), links As Boolean, tabs As String
    ReDim made(op(4) - 1)
    Set sheet = ThisWorkbook.Worksheets(op(1))
    tabs = String(c + 1, Chr(9))
    links = True
    For r = 0 To op(4) - 1
        x = Split(op(9)(r) & tabs, Chr(9))(c)
        If Left(x, 1) = "f" Or Left(x, 1) = "e" Then links = False
        If Left(x, 1) <> "h" Then x = "h"
        made(r) = OneCell(Replace(Decoded(Mid(x, 2)), Chr(31), ";"))
    Next
    If links Then
        ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(op(3) + c - 1, op(2) - 1, op(3) + c - 1, op(2) + op(4) - 2).setFormulaArray made
        Exit Sub
    End If
    For r = 0 To op(4) - 1
        x = Split(op(9)(r) & tabs, Chr(9))(c)
        If Left(x, 1) = "f" Or Left(x, 1) = "h" Then
            sheet.Cells(op(2) + r, op(3) + c).Formula = Replace(Decoded(Mid(x, 2)), Chr(31), ",")
        ElseIf Left(x, 1) = "e" Then
            sheet.Cells(op(2) + r, op(3) + c).Formula = ErrorFormula(Mid(x, 2))
        End If
    Next
End Sub

Private Function OneCell(text As String)
    Dim made(0)
    made(0) = text
    OneCell = made
End Function

Private Function ErrorFormula(code As String) As String
    Select Case code
    Case "#N/A"
        ErrorFormula = "=NA()"
    Case "#DIV/0!"
        ErrorFormula = "=1/0"
    Case Else
        ErrorFormula = "=" & code
    End Select
End Function

Private Sub WriteExcel(op)
    Dim values(), found, r As Long, c As Long, columns As Long, formulas As Boolean, cell As String
    columns = op(5)
    ReDim values(1 To op(4), 1 To columns)
    For r = 1 To op(4)
        found = CellsOf(CStr(op(9)(r - 1)), columns)
        For c = 1 To columns
            cell = found(c - 1)
            If Left(cell, 1) = "f" Or Left(cell, 1) = "h" Then formulas = True
            values(r, c) = ExcelValue(cell)
        Next
    Next
    If formulas Then
        AreaOf(op).Formula = values
    Else
        AreaOf(op).Value2 = values
    End If
    WriteLongTexts op
End Sub

Private Function ExcelValue(cell As String)
    Dim text As String
    Select Case Left(cell, 1)
    Case ""
        ExcelValue = Empty
    Case "t", "q"
        text = Mid(cell, 2)
        If Len(text) > LONG_TEXT Then text = ""
        If Left(cell, 1) = "q" Then text = "'" & text
        ExcelValue = text
    Case "f"
        ExcelValue = Mid(cell, 2)
    Case "h"
        ExcelValue = Replace(Mid(cell, 2), Chr(31), ",")
    Case "b"
        ExcelValue = Mid(cell, 2) = "1"
    Case "e"
        ExcelValue = CVErr(ErrorNumber(Mid(cell, 2)))
    Case Else
        ExcelValue = CDbl(Val(Mid(cell, 2)))
    End Select
End Function

' An array may not hold texts that long; a cell by itself may.
Private Sub WriteLongTexts(op)
    Dim r As Long, c As Long, found, text As String
    For r = 0 To op(4) - 1
        found = CellsOf(CStr(op(9)(r)), CLng(op(5)))
        If Len(Join(found, "")) > LONG_TEXT Then
            For c = 0 To op(5) - 1
                If Left(found(c), 1) = "t" Or Left(found(c), 1) = "q" Then
                    text = Mid(found(c), 2)
                    If Len(text) > LONG_TEXT Then ThisWorkbook.Worksheets(op(1)).Cells(op(2) + r, op(3) + c).Value2 = "'" & text
                End If
            Next
        End If
    Next
End Sub

Private Function ErrorNumber(code As String) As Long
    Select Case code
    Case "#NULL!"
        ErrorNumber = 2000
    Case "#DIV/0!"
        ErrorNumber = 2007
    Case "#VALUE!"
        ErrorNumber = 2015
    Case "#REF!"
        ErrorNumber = 2023
    Case "#NAME?"
        ErrorNumber = 2029
    Case "#NUM!"
        ErrorNumber = 2036
    Case Else
        ErrorNumber = 2042
    End Select
End Function

' Dates get a date format where they have none, numbers among dates lose one: "3|yyyy-mm-dd|0-4,9" are cells of column 3.
Private Sub FormatColumns(op)
    Dim wanted, parts, runs, i As Long, k As Long, place(3), column As Long, before As Long, known, sheet
    If op(7) = "" Then Exit Sub
    Set sheet = ThisWorkbook.Worksheets(op(1))
    wanted = Split(op(7), ";")
    For i = 0 To UBound(wanted)
        parts = Split(wanted(i), "|")
        column = op(3) + CLng(parts(0))
        If column <> before Then known = sheet.Range(sheet.Cells(op(2), column), sheet.Cells(op(2) + op(4) - 1, column)).NumberFormat
        before = column
        runs = Split(parts(2), ",")
        If IsNull(known) Then
            For k = 0 To UBound(runs)
                FormatRun sheet, op(2), column, CStr(runs(k)), CStr(parts(1)), True
            Next
        ElseIf Unfit(known, CStr(parts(1))) Then
            FormatRun sheet, op(2), column, CStr(runs(0)), CStr(parts(1)), False
            If UBound(runs) > 0 Then FormatAlike sheet, op, column, runs, CStr(parts(1))
        End If
    Next
End Sub

Private Sub FormatRun(sheet, ByVal row As Long, ByVal column As Long, run As String, code As String, look As Boolean)
    Dim dash As Long, area
    dash = InStr(run, "-")
    Set area = sheet.Range(sheet.Cells(row + CLng(Left(run, dash - 1)), column), sheet.Cells(row + CLng(Mid(run, dash + 1)), column))
    If look Then
        If Not Unfit(area.NumberFormat, code) Then Exit Sub
    End If
    area.NumberFormat = code
End Sub

' The other stretches of a column get the format that the first one has by now.
Private Sub FormatAlike(sheet, op, ByVal column As Long, runs, code As String)
    Dim k As Long, dash As Long, first As Long, all, own
    If Not InLibreOffice() Then
        For k = 1 To UBound(runs)
            FormatRun sheet, op(2), column, CStr(runs(k)), code, False
        Next
        Exit Sub
    End If
    Set own = ThisComponent.Sheets.getByName(op(1))
    Set all = ThisComponent.createInstance("com.sun.star.sheet.SheetCellRanges")
    For k = 1 To UBound(runs)
        dash = InStr(runs(k), "-")
        first = op(2) - 1
        all.addRangeAddress own.getCellRangeByPosition(column - 1, first + CLng(Left(runs(k), dash - 1)), column - 1, first + CLng(Mid(runs(k), dash + 1))).getRangeAddress(), False
    Next
    all.NumberFormat = own.getCellByPosition(column - 1, op(2) - 1 + CLng(Left(runs(0), InStr(runs(0), "-") - 1))).NumberFormat
End Sub

Private Function Unfit(known, wanted As String) As Boolean
    If IsNull(known) Then
        Unfit = True
    ElseIf wanted = "BOOLEAN" Then
        Unfit = InLibreOffice()
    ElseIf wanted = "General" Then
        Unfit = InStr(LCase(known), "y") > 0 Or InStr(LCase(known), "h:") > 0
    Else
        Unfit = known = "General" Or known = "@" Or known = "Standard"
    End If
End Function

' Cells of columns 3 to 4 move down from row 2 on, or up over what is there.
Private Sub DoMove(op, ByVal count As Long)
    Remember "move", op, 0
    MoveCells op, count
End Sub

Private Sub MoveCells(op, ByVal count As Long)
    Dim sheet, area
    If InLibreOffice() Then
        Set sheet = ThisComponent.Sheets.getByName(op(1))
        area = sheet.getCellRangeByPosition(op(3) - 1, op(2) - 1, op(4) - 1, op(2) + Abs(count) - 2).getRangeAddress()
        If count > 0 Then
            sheet.insertCells area, 1
        Else
            sheet.removeRange area, 1
        End If
    Else
        Set sheet = ThisWorkbook.Worksheets(op(1))
        Set area = sheet.Range(sheet.Cells(op(2), op(3)), sheet.Cells(op(2) + Abs(count) - 1, op(4)))
        If count > 0 Then
            area.Insert -4121
        Else
            area.Delete -4162
        End If
    End If
End Sub

' The table ends elsewhere: sheet, heading row, first column, last column, last row (totals and all) before and after, its name;
' then the first new row, how many there are, and the row they look like.
Private Sub DoGrow(op)
    Remember "grow", op, 0
    If op(9) > 0 And op(10) > op(2) Then
        If InLibreOffice() Then
            DressLibre op
        Else
            Dress op
        End If
    End If
    ResizeTable op, CLng(op(6))
End Sub

' Columns at the right of a table: sheet, heading row, first column, last column after and before, last row, its name, headings.
Private Sub DoWiden(op)
    Dim sheet, headings, i As Long
    Remember "widen", op, CLng(op(4))
    headings = Split(op(8), Chr(31))
    Set sheet = ThisWorkbook.Worksheets(op(1))
    For i = 0 To UBound(headings)
        If InLibreOffice() Then
            HeadingLibre op, i, CStr(headings(i))
        Else
            sheet.Cells(op(2), op(5)).Copy sheet.Cells(op(2), op(5) + 1 + i)
            sheet.Cells(op(2), op(5) + 1 + i).Value2 = CStr(headings(i))
        End If
    Next
    ResizeTable op, CLng(op(6))
End Sub

Private Sub HeadingLibre(op, ByVal i As Long, heading As String)
    Dim sheet
    Set sheet = ThisComponent.Sheets.getByName(op(1))
    sheet.copyRange sheet.getCellByPosition(op(5) + i, op(2) - 1).getCellAddress(), sheet.getCellRangeByPosition(op(5) - 1, op(2) - 1, op(5) - 1, op(2) - 1).getRangeAddress()
    sheet.getCellByPosition(op(5) + i, op(2) - 1).setString heading
End Sub

Private Sub ClearHeadings(op, ByVal last As Long)
    Dim sheet
    If InLibreOffice() Then
        ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(op(5), op(2) - 1, last - 1, op(2) - 1).clearContents 31
    Else
        Set sheet = ThisWorkbook.Worksheets(op(1))
        sheet.Range(sheet.Cells(op(2), op(5) + 1), sheet.Cells(op(2), last)).Clear
    End If
End Sub

Private Sub Dress(op)
    Dim sheet, fresh
    Set sheet = ThisWorkbook.Worksheets(op(1))
    Set fresh = sheet.Range(sheet.Cells(op(8), op(3)), sheet.Cells(op(8) + op(9) - 1, op(4)))
    sheet.Range(sheet.Cells(op(10), op(3)), sheet.Cells(op(10), op(4))).Copy fresh
    ClearConstants fresh
End Sub

Private Sub ResizeTable(op, ByVal last As Long)
    Dim sheet, i As Long
    If op(7) = "" Then Exit Sub
    If InLibreOffice() Then
        ResizeLibre CStr(op(7)), op, last
        Exit Sub
    End If
    Set sheet = ThisWorkbook.Worksheets(op(1))
    For i = 1 To sheet.ListObjects.Count
        If LCase(sheet.ListObjects(i).Name) = LCase(op(7)) Then
            ' Cells that moved may have taken its end along, as they do above a totals row.
            If sheet.ListObjects(i).Range.Rows.Count <> last - op(2) + 1 Or sheet.ListObjects(i).Range.Columns.Count <> op(4) - op(3) + 1 Then sheet.ListObjects(i).Resize sheet.Range(sheet.Cells(op(2), op(3)), sheet.Cells(last, op(4)))
        End If
    Next
End Sub

Private Sub ClearFresh(op)
    Dim sheet
    If InLibreOffice() Then
        ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(op(3) - 1, op(8) - 1, op(4) - 1, op(8) + op(9) - 2).clearContents 31
    Else
        Set sheet = ThisWorkbook.Worksheets(op(1))
        sheet.Range(sheet.Cells(op(8), op(3)), sheet.Cells(op(8) + op(9) - 1, op(4))).ClearContents
    End If
End Sub

Private Sub ClearConstants(area)
    On Error Resume Next
    area.SpecialCells(2).ClearContents
    area.ClearComments
End Sub

Private Sub DressLibre(op)
    Dim sheet, have As Long, more As Long, source
    Set sheet = ThisComponent.Sheets.getByName(op(1))
    Set source = sheet.getCellRangeByPosition(op(3) - 1, op(10) - 1, op(4) - 1, op(10) - 1)
    sheet.copyRange sheet.getCellByPosition(op(3) - 1, op(8) - 1).getCellAddress(), source.getRangeAddress()
    sheet.getCellRangeByPosition(op(3) - 1, op(8) - 1, op(4) - 1, op(8) - 1).clearContents 15
    have = 1
    Do While have < op(9)
        more = have
        If have + more > op(9) Then more = op(9) - have
        Set source = sheet.getCellRangeByPosition(op(3) - 1, op(8) - 1, op(4) - 1, op(8) + more - 2)
        sheet.copyRange sheet.getCellByPosition(op(3) - 1, op(8) + have - 1).getCellAddress(), source.getRangeAddress()
        have = have + more
    Loop
End Sub

Private Sub ResizeLibre(name As String, op, ByVal after As Long)
    Dim ranges, i As Long, area
    Set ranges = ThisComponent.DatabaseRanges
    For i = 0 To ranges.Count - 1
        If LCase(ranges.getByIndex(i).Name) = LCase(name) Then
            area = ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(op(3) - 1, op(2) - 1, op(4) - 1, after - 1).getRangeAddress()
            ranges.getByIndex(i).setDataArea area
        End If
    Next
End Sub

' A new sheet at the end: name, table's name, visibility, columns, rows with the heading, widths.
Private Sub DoSheet(op)
    Dim sheet, widths, i As Long, before, heading
    Set before = ThisWorkbook.ActiveSheet
    Remember "sheet", op, 0
    If InLibreOffice() Then
        ThisComponent.Sheets.insertNewByName op(1), ThisComponent.Sheets.Count
    Else
        ThisWorkbook.Worksheets.Add(After:=ThisWorkbook.Worksheets(ThisWorkbook.Worksheets.Count)).Name = op(1)
    End If
    Set sheet = ThisWorkbook.Worksheets(op(1))
    widths = Split(op(6), ";")
    For i = 0 To UBound(widths)
        sheet.Columns(i + 1).ColumnWidth = Val(widths(i))
    Next
    Set heading = sheet.Range(sheet.Cells(1, 1), sheet.Cells(1, op(4)))
    If InLibreOffice() Then
        ThisComponent.DatabaseRanges.addNewByName op(2), ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(0, 0, op(4) - 1, op(5) - 1).getRangeAddress()
        ThisComponent.DatabaseRanges.getByName(op(2)).AutoFilter = True
        heading.Interior.Color = RGB(31, 78, 121)
        heading.Font.Color = RGB(255, 255, 255)
        heading.Font.Bold = True
    Else
        For i = 1 To op(4)
            sheet.Cells(1, i).Value2 = "'" & i
        Next
        sheet.ListObjects.Add(1, sheet.Range(sheet.Cells(1, 1), sheet.Cells(op(5), op(4))), , 1).Name = op(2)
    End If
    before.Activate
    If op(3) = "hidden" Then sheet.Visible = 0
    If op(3) = "veryHidden" Then sheet.Visible = 2
End Sub

Private Sub DoNote(op)
    Remember "note", op, NoteOf(op)
    PutNote op, CStr(op(4))
End Sub

Private Function NoteOf(op) As String
    Dim cell
    If InLibreOffice() Then
        NoteOf = ThisComponent.Sheets.getByName(op(1)).getCellByPosition(op(3) - 1, op(2) - 1).getAnnotation().getString()
    Else
        Set cell = ThisWorkbook.Worksheets(op(1)).Cells(op(2), op(3))
        If Not cell.Comment Is Nothing Then NoteOf = cell.Comment.Text
    End If
End Function

Private Sub PutNote(op, text As String)
    Dim cell, sheet
    If InLibreOffice() Then
        RemoveLibreNote op
        Set sheet = ThisComponent.Sheets.getByName(op(1))
        If text <> "" Then sheet.Annotations.insertNew sheet.getCellByPosition(op(3) - 1, op(2) - 1).getCellAddress(), text
    Else
        Set cell = ThisWorkbook.Worksheets(op(1)).Cells(op(2), op(3))
        cell.ClearComments
        If text <> "" Then cell.AddComment text
    End If
End Sub

Private Sub RemoveLibreNote(op)
    Dim notes, i As Long, place
    Set notes = ThisComponent.Sheets.getByName(op(1)).Annotations
    For i = notes.Count - 1 To 0 Step -1
        place = notes.getByIndex(i).getPosition()
        If place.Column = op(3) - 1 And place.Row = op(2) - 1 Then notes.removeByIndex i
    Next
End Sub

' -- what is around the cells

Private Sub DoShow(op)
    Dim sheet
    Set sheet = ThisWorkbook.Worksheets(op(1))
    Remember "show", op, sheet.Visible
    If op(2) = "visible" Then sheet.Visible = -1
    If op(2) = "hidden" Then sheet.Visible = 0
    If op(2) = "veryHidden" Then sheet.Visible = 2
End Sub

' One side of how an area looks. What it was is kept piece by piece, as pieces that look the same.
Private Sub DoLook(op)
    RememberLook op
    PutLook op, op(7)
End Sub

Private Sub RememberLook(op)
    Dim pieces, i As Long, place, column As Long, row As Long
    If op(6) = "width" Or op(6) = "height" Then
        RememberSizes op
    ElseIf InLibreOffice() Then
        Set pieces = LibreArea(op).getCellFormatRanges()
        For i = 0 To pieces.Count - 1
            place = pieces.getByIndex(i).getRangeAddress()
            RememberPiece op, place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1
        Next
    Else
        RememberPiece op, CLng(op(2)), CLng(op(3)), op(2) + op(4) - 1, op(3) + op(5) - 1
    End If
End Sub

Private Sub RememberPiece(op, ByVal top As Long, ByVal left_ As Long, ByVal bottom As Long, ByVal right_ As Long)
    Dim piece, was, middle As Long
    piece = PieceOf(op, top, left_, bottom, right_)
    was = LookOf(piece)
    If Not IsNull(was) Then
        Remember "look", piece, was
    ElseIf bottom > top Then
        middle = (top + bottom) \ 2
        RememberPiece op, top, left_, middle, right_
        RememberPiece op, middle + 1, left_, bottom, right_
    ElseIf right_ > left_ Then
        middle = (left_ + right_) \ 2
        RememberPiece op, top, left_, bottom, middle
        RememberPiece op, top, middle + 1, bottom, right_
    End If
End Sub

Private Sub RememberSizes(op)
    Dim i As Long, piece
    If op(6) = "width" Then
        For i = op(3) To op(3) + op(5) - 1
            piece = PieceOf(op, 1, i, 1, i)
            Remember "look", piece, LookOf(piece)
        Next
    Else
        For i = op(2) To op(2) + op(4) - 1
            piece = PieceOf(op, i, 1, i, 1)
            Remember "look", piece, LookOf(piece)
        Next
    End If
End Sub

Private Function PieceOf(op, ByVal top As Long, ByVal left_ As Long, ByVal bottom As Long, ByVal right_ As Long)
    Dim made(12)
    made(0) = "look"
    made(1) = op(1)
    made(2) = top
    made(3) = left_
    made(4) = bottom - top + 1
    made(5) = right_ - left_ + 1
    made(6) = op(6)
    PieceOf = made
End Function

Private Function LookOf(op)
    Dim area
    If InLibreOffice() Then
        LookOf = LibreLook(op)
        Exit Function
    End If
    Set area = AreaOf(op)
    Select Case op(6)
    Case "format"
        LookOf = area.NumberFormat
    Case "bold"
        LookOf = area.Font.Bold
    Case "fill"
        LookOf = area.Interior.ColorIndex
        If Not IsNull(LookOf) Then
            If LookOf <> -4142 Then LookOf = area.Interior.Color
        End If
    Case "colour"
        LookOf = area.Font.Color
    Case "wrap"
        LookOf = area.WrapText
    Case "width"
        LookOf = area.ColumnWidth
    Case "height"
        LookOf = area.RowHeight
    End Select
End Function

Private Function LibreLook(op)
    Dim area
    Set area = LibreArea(op)
    Select Case op(6)
    Case "format"
        LibreLook = area.NumberFormat
    Case "bold"
        LibreLook = area.CharWeight
    Case "fill"
        LibreLook = area.CellBackColor
    Case "colour"
        LibreLook = area.CharColor
    Case "wrap"
        LibreLook = area.IsTextWrapped
    Case "width"
        LibreLook = area.Columns.Width
    Case "height"
        LibreLook = area.Rows.Height
    End Select
End Function

' A value that the answer spells is a text; one that was kept is what the program gave.
Private Sub PutLook(op, value)
    Dim area
    If InLibreOffice() Then
        PutLibreLook op, value
        Exit Sub
    End If
    Set area = AreaOf(op)
    Select Case op(6)
    Case "format"
        area.NumberFormat = value
    Case "bold"
        area.Font.Bold = IsOn(value)
    Case "fill"
        If VarType(value) <> 8 And value = -4142 Then
            area.Interior.ColorIndex = value
        Else
            area.Interior.Color = Colour(value, False)
        End If
    Case "colour"
        area.Font.Color = Colour(value, False)
    Case "wrap"
        area.WrapText = IsOn(value)
    Case "width"
        area.ColumnWidth = Size(value, 1)
    Case "height"
        area.RowHeight = Size(value, 1)
    End Select
End Sub

Private Sub PutLibreLook(op, value)
    Dim area
    Set area = LibreArea(op)
    Select Case op(6)
    Case "format"
        If VarType(value) = 8 Then
            AreaOf(op).NumberFormat = value
        Else
            area.NumberFormat = value
        End If
    Case "bold"
        If VarType(value) = 8 Then
            area.CharWeight = 100 + 50 * Val(value)
        Else
            area.CharWeight = value
        End If
    Case "fill"
        area.CellBackColor = Colour(value, True)
    Case "colour"
        area.CharColor = Colour(value, True)
    Case "wrap"
        area.IsTextWrapped = IsOn(value)
    Case "width"
        If VarType(value) = 8 Then
            AreaOf(op).ColumnWidth = Val(value)
        Else
            area.Columns.Width = value
        End If
    Case "height"
        area.Rows.Height = Size(value, 2540 / 72)
    End Select
End Sub

Private Function IsOn(value) As Boolean
    If VarType(value) = 8 Then
        IsOn = value = "1"
    Else
        IsOn = value
    End If
End Function

Private Function Size(value, ByVal unit As Double)
    If VarType(value) = 8 Then
        Size = Val(value) * unit
    Else
        Size = value
    End If
End Function

' RRGGBB as the number a program has for it: LibreOffice counts red as the highest, Excel as the lowest.
Private Function Colour(value, redFirst As Boolean) As Long
    Dim red As Long, green As Long, blue As Long
    If VarType(value) <> 8 Then
        Colour = value
        Exit Function
    End If
    red = CLng("&H" & Left(value, 2))
    green = CLng("&H" & Mid(value, 3, 2))
    blue = CLng("&H" & Right(value, 2))
    If redFirst Then
        Colour = red * 65536 + green * 256 + blue
    Else
        Colour = blue * 65536 + green * 256 + red
    End If
End Function

' A name: sheet or "", name, what it refers to. Its spelling stays where it is there already.
Private Sub DoName(op)
    Dim known
    known = NameNow(op)
    Remember "name", op, known
    PutName op, "=" & op(3)
End Sub

Private Function NameIsThere(op) As Boolean
    NameIsThere = NameNow(op) <> ""
End Function

' What the name refers to, as the program spells it; "" where there is no such name.
Private Function NameNow(op) As String
    Dim names, i As Long, found As String
    If InLibreOffice() Then
        found = LibreName(op)
        If found <> "" Then NameNow = LibreNames(op).getByName(found).getContent()
        Exit Function
    End If
    Set names = NamesOf(op)
    For i = 1 To names.Count
        If LCase(BareName(names(i).Name)) = LCase(op(2)) And (op(1) <> "" Or InStr(names(i).Name, "!") = 0) Then NameNow = names(i).RefersTo
    Next
End Function

Private Sub PutName(op, refersTo)
    Dim names, i As Long, found As String
    If InLibreOffice() Then
        PutLibreName op, CStr(refersTo)
        Exit Sub
    End If
    Set names = NamesOf(op)
    For i = names.Count To 1 Step -1
        If LCase(BareName(names(i).Name)) = LCase(op(2)) And (op(1) <> "" Or InStr(names(i).Name, "!") = 0) Then
            found = names(i).Name
            If refersTo = "" Then
                names(i).Delete
            Else
                names(i).RefersTo = refersTo
            End If
        End If
    Next
    If found = "" And refersTo <> "" Then names.Add op(2), refersTo
End Sub

Private Function NamesOf(op)
    If op(1) = "" Then
        Set NamesOf = ThisWorkbook.Names
    Else
        Set NamesOf = ThisWorkbook.Worksheets(op(1)).Names
    End If
End Function

Private Function BareName(text As String) As String
    BareName = Mid(text, InStrRev(text, "!") + 1)
End Function

Private Function LibreNames(op)
    If op(1) = "" Then
        Set LibreNames = ThisComponent.NamedRanges
    Else
        Set LibreNames = ThisComponent.Sheets.getByName(op(1)).NamedRanges
    End If
End Function

Private Function LibreName(op) As String
    Dim known, i As Long
    known = LibreNames(op).getElementNames()
    For i = LBound(known) To UBound(known)
        If LCase(known(i)) = LCase(op(2)) Then LibreName = known(i)
    Next
End Function

Private Sub PutLibreName(op, refersTo As String)
    Dim found As String, text As String
    found = LibreName(op)
    If refersTo = "" Then
        If found <> "" Then LibreNames(op).removeByName found
        Exit Sub
    End If
    text = refersTo
    If Left(text, 1) = "=" Then text = LibreFormula(Mid(text, 2), 0)
    If found <> "" Then
        LibreNames(op).getByName(found).setContent text
    Else
        LibreNames(op).addNewByName op(2), text, ThisComponent.Sheets.getByIndex(0).getCellByPosition(0, 0).getCellAddress(), 0
    End If
End Sub

' A formula as Excel spells it to one as LibreOffice does.
Private Function LibreFormula(text As String, ByVal convention As Long) As String
    Dim parser, tokens, place
    place = ThisComponent.Sheets.getByIndex(0).getCellByPosition(0, 0).getCellAddress()
    Set parser = ThisComponent.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    parser.FormulaConvention = 3
    tokens = parser.parseFormula(text, place)
    parser.FormulaConvention = convention
    LibreFormula = parser.printFormula(tokens, place)
End Function

' A drop-down for the area: that of the cell in row 6, column 7, where there is one, else a new one for the source 8.
Private Sub DoList(op)
    Dim sheet, rule, formula As String
    If HasRule(op) Then Err.Raise 5, , RuleTaken(op)
    Remember "list", op, 0
    If InLibreOffice() Then
        DoLibreList op
        Exit Sub
    End If
    Set sheet = ThisWorkbook.Worksheets(op(1))
    If op(6) > 0 Then
        sheet.Cells(op(6), op(7)).Copy
        AreaOf(op).PasteSpecial 6
        Application.CutCopyMode = False
        Exit Sub
    End If
    formula = "=" & op(8)
    If Left(op(8), 1) = """" Then formula = Mid(op(8), 2, Len(op(8)) - 2)
    Set rule = AreaOf(op).Validation
    rule.Delete
    rule.Add 3, 2, 1, formula
    rule.IgnoreBlank = True
    rule.InCellDropdown = True
    rule.ShowInput = True
    rule.ShowError = True
End Sub

Private Function HasRule(op) As Boolean
    Dim found, pieces, i As Long
    If InLibreOffice() Then
        Set pieces = LibreArea(op).getCellFormatRanges()
        For i = 0 To pieces.Count - 1
            If pieces.getByIndex(i).Validation.Type <> 0 Then HasRule = True
        Next
        Exit Function
    End If
    Set found = Nothing
    On Error Resume Next
    Set found = ThisWorkbook.Worksheets(op(1)).Cells.SpecialCells(-4174)
    If Not found Is Nothing Then Set found = Application.Intersect(found, AreaOf(op))
    HasRule = Not found Is Nothing
End Function

Private Sub RemoveRule(op)
    Dim rule
    If InLibreOffice() Then
        Set rule = LibreArea(op).Validation
        rule.Type = 0
        LibreArea(op).Validation = rule
    Else
        AreaOf(op).Validation.Delete
    End If
End Sub

Private Sub DoLibreList(op)
    Dim rule
    If op(6) > 0 Then
        LibreArea(op).Validation = ThisComponent.Sheets.getByName(op(1)).getCellByPosition(op(7) - 1, op(6) - 1).Validation
        Exit Sub
    End If
    Set rule = LibreArea(op).Validation
    rule.Type = 6
    If Left(op(8), 1) = """" Then
        rule.setFormula1 Replace(op(8), ",", """;""")
    Else
        rule.setFormula1 LibreFormula(CStr(op(8)), 0)
    End If
    rule.ErrorAlertStyle = 1
    rule.IgnoreBlankCells = True
    rule.ShowList = 1
    rule.ShowInputMessage = True
    rule.ShowErrorMessage = True
    LibreArea(op).Validation = rule
End Sub

' A chart: kind, title, number format, columns (that of the names first), last row, its corner, width and height.
Private Sub DoDraw(op)
    Dim sheet, corner, drawn, series, columns, i As Long
    If InLibreOffice() Then
        DrawLibre op
        Exit Sub
    End If
    Set sheet = ThisWorkbook.Worksheets(op(1))
    Set corner = sheet.Cells(op(7), op(8))
    Set drawn = sheet.ChartObjects.Add(corner.Left, corner.Top, op(9), op(10)).Chart
    drawn.ChartType = 57
    If op(2) = "column" Then drawn.ChartType = 51
    If op(2) = "line" Then drawn.ChartType = 4
    Do While drawn.SeriesCollection.Count > 0
        drawn.SeriesCollection(1).Delete
    Loop
    columns = Split(op(5), ";")
    For i = 1 To UBound(columns)
        Set series = drawn.SeriesCollection.NewSeries
        series.Name = "='" & Replace(op(1), "'", "''") & "'!" & CellName(1, CLng(columns(i)))
        series.Values = sheet.Range(sheet.Cells(2, CLng(columns(i))), sheet.Cells(op(6), CLng(columns(i))))
        series.XValues = sheet.Range(sheet.Cells(2, CLng(columns(0))), sheet.Cells(op(6), CLng(columns(0))))
        series.HasDataLabels = True
        series.DataLabels.NumberFormat = op(4)
    Next
    drawn.HasTitle = True
    drawn.ChartTitle.Text = op(3)
    drawn.HasLegend = UBound(columns) > 1
    drawn.Axes(2).TickLabels.NumberFormat = op(4)
    If op(2) = "bar" Then drawn.Axes(1).ReversePlotOrder = True
End Sub

Private Sub DrawLibre(op)
    Dim sheet, box, areas(), columns, i As Long, name As String, drawn
    Set sheet = ThisComponent.Sheets.getByName(op(1))
    columns = Split(op(5), ";")
    ReDim areas(UBound(columns))
    For i = 0 To UBound(columns)
        areas(i) = sheet.getCellRangeByPosition(columns(i) - 1, 0, columns(i) - 1, op(6) - 1).getRangeAddress()
    Next
    ' Any rectangle will do to begin with; there is no other way to one that Excel would compile.
    box = ThisComponent.CurrentController.Frame.ContainerWindow.getPosSize()
    box.X = sheet.getCellByPosition(op(8) - 1, op(7) - 1).Position.X
    box.Y = sheet.getCellByPosition(op(8) - 1, op(7) - 1).Position.Y
    box.Width = op(9) * 2540 / 72
    box.Height = op(10) * 2540 / 72
    name = "Chart " & (sheet.Charts.Count + 1)
    sheet.Charts.addNewByName name, box, areas, True, True
    Set drawn = sheet.Charts.getByName(name).getEmbeddedObject()
    If op(2) = "line" Then
        drawn.setDiagram drawn.createInstance("com.sun.star.chart.LineDiagram")
    Else
        drawn.setDiagram drawn.createInstance("com.sun.star.chart.BarDiagram")
        drawn.getDiagram().Vertical = op(2) = "bar"
        If op(2) = "bar" Then drawn.getDiagram().XAxis.ReverseDirection = True
    End If
    drawn.HasMainTitle = True
    drawn.Title.String = op(3)
    drawn.HasLegend = UBound(columns) > 1
    drawn.getDiagram().DataCaption = 1
End Sub

' -- texts

Private Function T(zh As String, en As String) As String
    If LANGUAGE = "zh" Then
        T = U(zh)
    Else
        T = U(en)
    End If
End Function

' \uXXXX to characters.
Private Function U(text As String) As String
    Dim parts, i As Long
    If InStr(text, "\u") = 0 Then
        U = text
        Exit Function
    End If
    parts = Split(text, "\u")
    For i = 1 To UBound(parts)
        parts(i) = ChrW(CLng("&H" & Left(parts(i), 4))) & Mid(parts(i), 5)
    Next
    U = Join(parts, "")
End Function

' \12; to number 12 of the list of texts.
Private Function Decoded(text As String) As String
    Dim parts, i As Long, mark As Long
    If InStr(text, "\") = 0 Then
        Decoded = text
        Exit Function
    End If
    parts = Split(text, "\")
    For i = 1 To UBound(parts)
        mark = InStr(parts(i), ";")
        parts(i) = texts(CLng(Left(parts(i), mark - 1))) & Mid(parts(i), mark + 1)
    Next
    Decoded = Join(parts, "")
End Function

' What is not plain ASCII as \uXXXX.
Private Function Escaped(text As String) As String
    Dim i As Long, code As Long, made As String
    For i = 1 To Len(text)
        code = AscW(Mid(text, i, 1))
        If code < 0 Then code = code + 65536
        If code > 31 And code < 127 And code <> 92 Then
            made = made & Chr(code)
        Else
            made = made & "\u" & Right("000" & Hex(code), 4)
        End If
    Next
    Escaped = made
End Function

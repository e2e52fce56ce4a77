#!/bin/sh
# Makes the clips of the demo world with ffmpeg (5.1 or later): `sh make.sh FOLDER`. Nothing here comes from elsewhere: each clip is computed.
set -eu
out=$1
mkdir -p "$out"

# clip NAME ENDING SECONDS SOURCE [FILTER]: a film of VP9 without sound, and its first good frame as a still.
clip() {
    name=$1; file="$out/$1.$2"; seconds=$3; source=$4; filter=${5:-null}
    ffmpeg -hide_banner -loglevel error -y -f lavfi -i "$source" -t "$seconds" -vf "$filter,format=yuv420p" \
        -c:v libvpx-vp9 -b:v 0 -crf 48 -deadline good -cpu-used 1 -row-mt 0 -g 600 -threads 1 -fflags +bitexact -flags:v +bitexact -map_metadata -1 \
        $( [ "$2" = mp4 ] && echo "-movflags +faststart" ) "$file"
    ffmpeg -hide_banner -loglevel error -y -ss 1 -i "$file" -frames:v 1 -q:v 12 -fflags +bitexact -map_metadata -1 "$out/$name.jpg"
}

TALL=s=180x320:r=12
clip aurora webm 6 "gradients=$TALL:c0=0x1b2a6b:c1=0x2fb7a3:c2=0xf2b8c6:c3=0x120b2e:n=4:speed=0.02:x0=0:y0=0:x1=180:y1=320:seed=7"
clip bloom webm 5 "color=black:$TALL" \
    "format=yuv444p,geq=lum='60+160*exp(-pow((hypot(X-90,Y-160)-20-18*T*(1+0.25*sin(6*atan2(Y-160,X-90)+T)))/26,2))':cb='128+50*sin(T*0.9)':cr='150+40*cos(T*0.7)'"
clip candles webm 6 "color=0x101418:$TALL" \
    "format=yuv444p,geq=lum='if(lt(mod(X,18),12)*lt(X,18*(2*T+1))*lt(abs(Y-160-70*sin(X/18*0.7-mod(X,18)/18*0.7)-30*sin(floor(X/18)*2.3)),28+14*sin(floor(X/18)*1.7)),170,26)':cb='if(lt(mod(X,18),12)*lt(X,18*(2*T+1))*lt(abs(Y-160-70*sin(X/18*0.7-mod(X,18)/18*0.7)-30*sin(floor(X/18)*2.3)),28+14*sin(floor(X/18)*1.7)),116,130)':cr='if(lt(mod(X,18),12)*lt(X,18*(2*T+1))*lt(abs(Y-160-70*sin(X/18*0.7-mod(X,18)/18*0.7)-30*sin(floor(X/18)*2.3)),28+14*sin(floor(X/18)*1.7)),if(lt(sin(floor(X/18)*2.1),0),168,100),126)'"
clip rollout mp4 5 "color=0x0e1624:$TALL" \
    "format=yuv444p,geq=lum='if(lt(mod(X-6,28),22)*lt(mod(Y-6,28),22)*gt(X,5)*gt(Y,5),if(lt(floor((Y-6)/28)*6+floor((X-6)/28),T*14),150,60),20)':cb='if(lt(floor((Y-6)/28)*6+floor((X-6)/28),T*14),100,140)':cr='if(lt(floor((Y-6)/28)*6+floor((X-6)/28),T*14)*lt(mod(X-6,28),22)*lt(mod(Y-6,28),22),80,124)'"
clip ripple webm 5 "color=black:$TALL" "format=yuv444p,geq=lum='128+60*sin(hypot(X-60,Y-90)/9-T*5)+50*sin(hypot(X-130,Y-240)/11-T*4)':cb='140+24*sin(X/60)':cr='110+30*sin(Y/90+T)'"
clip seahorses webm 5 "mandelbrot=s=180x320:r=8:start_scale=0.5:end_scale=0.06:end_pts=60:start_x=-0.7463:start_y=0.1102:maxiter=60:inner=convergence" "gblur=1.2"
clip gliders webm 6 "life=s=18x32:r=5:ratio=0.2:seed=42:life_color=0xffd28a:death_color=0x1c1210" "scale=180:320:flags=neighbor"
clip tide webm 6 "color=black:$TALL" \
    "format=yuv444p,geq=lum='if(gt(Y,170-40*sin(T*0.9)+7*sin(X/22+T*2.2)),70+60*exp(-(Y-150)/160),175-40*Y/320)':cb='if(gt(Y,170-40*sin(T*0.9)+7*sin(X/22+T*2.2)),165,138)':cr='if(gt(Y,170-40*sin(T*0.9)+7*sin(X/22+T*2.2)),96,122)'"
clip moonrise webm 6 "color=black:$TALL" \
    "format=yuv444p,geq=lum='if(gt(Y,262+14*sin(X/31)),12,if(lt(hypot(X-60-8*T,Y-250+26*T),26),225-30*exp(-pow(hypot(X-70-8*T,Y-244+26*T)/9,2)),20+46*exp(-pow(hypot(X-60-8*T,Y-250+26*T)/70,2))+if(lt(mod(floor(X/3)*7919+floor(Y/3)*104729,331),1),90,0)))':cb=138:cr=122"
clip fifth webm 5 "color=black:$TALL" \
    "format=yuv444p,geq=lum='30+200*exp(-pow(hypot(X-90-66*sin(3*(floor(T*12)/4)),Y-160-110*sin(2*(floor(T*12)/4)))/9,2))+70*lt(mod(floor(X/4)+floor(Y/4),9),1)*exp(-pow((hypot(X-90,(Y-160)*0.6)-60)/24,2))':cb=150:cr='120+40*sin(T)'"
clip shortwave webm 5 "color=black:s=320x180:r=12" "format=yuv444p,geq=lum='if(lt(abs(Y-90-50*sin(X/17+T*6)*sin(X/320*PI)*(0.6+0.4*sin(T*2.1))),3),220,22+10*lt(mod(X,32),1)+10*lt(mod(Y,30),1))':cb=120:cr='if(lt(abs(Y-90-50*sin(X/17+T*6)*sin(X/320*PI)*(0.6+0.4*sin(T*2.1))),3),96,124)'"
clip kiln mp4 6 "gradients=s=12x12:r=12:c0=0xd9572b:c1=0x5b2333:c2=0xf3d17c:c3=0x2b4c5e:n=4:speed=0.03:seed=11" "scale=240:240:flags=neighbor"
